/** `train CONFIG`: trains a network, or a network for each fold, and saves its run. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import { isGroupFolder } from "../groups/finalRun";
import { asksForFolds } from "../trainer/group/openFolds";
import { parseWhole } from "../trainer/process/options";
import { runsDirOfGroup } from "../trainer/session/trialAgain";
import {
  type DetachableOptions,
  detachOption,
  type EventsOptions,
  eventsOption,
  refusing,
  sessionOptions,
} from "./commonOptions";
import { detach } from "./detach";
import { findRun } from "./findRun";
import { refuseEvents, runFolds } from "./runFolds";
import { runSession } from "./runSession";

type Options = DetachableOptions & EventsOptions & { trial?: number };

export function addTrain(program: Command): void {
  eventsOption(detachOption(sessionOptions(program.command("train"))), "every fold's")
    .description("train the network of a config file, or a trial of a group again")
    .argument("<config>", "the config, such as mnist.network.json; with --trial the folder of a group, or its name")
    .option(
      "--trial <n>",
      "train this trial of a sweep or of folds again with kept epochs, and report whether the result is identical",
      refusing(parseWhole),
    )
    .action(async (name: string, { trial, ...given }: Options) => {
      if (trial !== undefined) return trainTrialAgain(name, trial, given);
      const { detach: isDetached, events, ...options } = given;
      const hasFolds = await asksForFolds(name);
      refuseEvents({ ...options, events }, hasFolds ? undefined : name);
      if (isDetached && hasFolds) throw new NetworkError("folds-detach", { file: name });
      if (isDetached) {
        process.exitCode = await detach({ train: name, ...options });
        return;
      }
      const { runs, json, ...overrides } = options;
      if (hasFolds) return runFolds({ train: name, runsDir: runs, ...overrides }, { json, events });
      await runSession({ train: name, runsDir: runs, ...overrides }, { json });
    });
}

/** Trains it as an ordinary run beside the group. */
async function trainTrialAgain(name: string, trial: number, options: Omit<Options, "trial">): Promise<void> {
  const { epochs, seed, backend, threads, runs, json, detach: isDetached, events } = options;
  const [other] = Object.entries({ epochs, seed, backend }).find(([, value]) => value !== undefined) ?? [];
  const refuse = (option: string, reason: string) => {
    throw new NetworkError("bad-option/overrides", { option: `--${option}`, reason });
  };
  if (other !== undefined) refuse(other, "would change the result of the trial; leave it out, or train the config");
  if (events) refuse("events", "is of folds; --json gives the events of a trial that is trained again; leave it out");
  const group = findRun(name, runs);
  if (!isGroupFolder(group)) throw new NetworkError("no-group", { folder: group });
  const kept = { ...(threads !== undefined && { threads }), ...(json !== undefined && { json }) };
  const runsDir = runs ?? runsDirOfGroup(resolve(group));
  if (isDetached) process.exitCode = await detach({ train: group, trial, runs: runsDir, ...kept });
  else await runSession({ group, trial, runsDir, threads }, { json });
}
