/** `train CONFIG`: trains a network and keeps its run. */
import type { Command } from "commander";
import { type SessionOptions, sessionOptions } from "./commonOptions";
import { runSession } from "./runSession";

export function addTrain(program: Command): void {
  sessionOptions(program.command("train"))
    .description("train the network of a config file")
    .argument("<config>", "the config, such as mnist.network.json")
    .action(async (config: string, { runs, json, ...overrides }: SessionOptions) => {
      await runSession({ train: config, runsDir: runs, ...overrides }, { json });
    });
}
