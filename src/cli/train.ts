/** `train CONFIG`: trains a network and keeps its run. */
import type { Command } from "commander";
import { type DetachableOptions, detachOption, sessionOptions } from "./commonOptions";
import { detach } from "./detach";
import { runSession } from "./runSession";

export function addTrain(program: Command): void {
  detachOption(sessionOptions(program.command("train")))
    .description("train the network of a config file")
    .argument("<config>", "the config, such as mnist.network.json")
    .action(async (config: string, { detach: isDetached, ...options }: DetachableOptions) => {
      if (isDetached) {
        process.exitCode = await detach({ train: config, ...options });
        return;
      }
      const { runs, json, ...overrides } = options;
      await runSession({ train: config, runsDir: runs, ...overrides }, { json });
    });
}
