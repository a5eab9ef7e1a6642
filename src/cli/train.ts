/** `train CONFIG`: trains a network, or a network for each fold, and keeps its run. */
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import { asksForFolds } from "../trainer/group/openFolds";
import {
  type DetachableOptions,
  detachOption,
  type EventsOptions,
  eventsOption,
  sessionOptions,
} from "./commonOptions";
import { detach } from "./detach";
import { refuseEvents, runFolds } from "./runFolds";
import { runSession } from "./runSession";

export function addTrain(program: Command): void {
  eventsOption(detachOption(sessionOptions(program.command("train"))), "every fold's")
    .description("train the network of a config file")
    .argument("<config>", "the config, such as mnist.network.json")
    .action(async (config: string, { detach: isDetached, events, ...options }: DetachableOptions & EventsOptions) => {
      const hasFolds = await asksForFolds(config);
      refuseEvents({ ...options, events }, hasFolds ? undefined : config);
      if (isDetached && hasFolds) throw new NetworkError("folds-detach", { file: config });
      if (isDetached) {
        process.exitCode = await detach({ train: config, ...options });
        return;
      }
      const { runs, json, ...overrides } = options;
      if (hasFolds) return runFolds({ train: config, runsDir: runs, ...overrides }, { json, events });
      await runSession({ train: config, runsDir: runs, ...overrides }, { json });
    });
}
