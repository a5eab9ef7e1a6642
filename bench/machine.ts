/** What the figures were measured on. */
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { version } from "../src/trainer/experiment/version";

export const machine = () => ({
  cpu: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform}-${process.arch}`,
  node: process.version,
  product: version,
  /** Of the last minute: above 0 before a bench begins, something else is at work. */
  load: loadavg()[0],
  date: new Date().toISOString(),
});
