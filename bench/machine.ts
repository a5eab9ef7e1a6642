/** The machine on which the figures were measured. */
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { version } from "../src/trainer/experiment/version";

export const machine = () => ({
  cpu: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform}-${process.arch}`,
  node: process.version,
  product: version,
  /** Load of the last minute: above 0 before a bench begins, other programs are running. */
  load: loadavg()[0],
  date: new Date().toISOString(),
});
