/** `backends`: lists the backends of this machine, what unavailable ones lack, and the speed of each on a config. */
import type { Command } from "commander";
import { listBackends, measureBackends } from "../backends/select";
import { prepare } from "../trainer/experiment/prepare";
import { jsonOption } from "./commonOptions";

export function addBackends(program: Command): void {
  jsonOption(program.command("backends"))
    .description("list the backends of this machine")
    .option("--measure <config>", "measure the available backends on a config, fastest first")
    .action(({ json = false, measure }: { json?: boolean; measure?: string }) =>
      measure === undefined ? list(json) : tellMeasured(measure, json),
    );
}

async function list(json: boolean): Promise<void> {
  for (const backend of await listBackends()) {
    const { name, available, description } = backend;
    const line = `${name.padEnd(14)}  ${available ? "yes" : "no "}  ${description}`;
    console.log(json ? JSON.stringify(backend) : line);
  }
}

async function tellMeasured(file: string, json: boolean): Promise<void> {
  const { config, dataset } = await prepare(file);
  const { threads, training } = config;
  const shape = [dataset.inputs, ...config.layers.map(({ units }) => units)];
  const work = { threads, shape, batchSize: training.batchSize, examples: dataset.train };
  for (const measured of await measureBackends(work)) {
    const { name, threads: count, microsecondsPerExample } = measured;
    const seconds = (microsecondsPerExample * dataset.train.count) / 1e6;
    const figures = `${microsecondsPerExample.toFixed(2)} µs an example, ${seconds.toFixed(2)} s an epoch`;
    const line = `${name.padEnd(14)}  ${count === 1 ? "1 thread " : `${count} threads`}  ${figures}`;
    console.log(json ? JSON.stringify(measured) : line);
  }
}
