/** `resume RUN`: continues a run from its last checkpoint. */
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import { isGroupFolder } from "../groups/finalRun";
import type { Edited } from "../protocol/edited";
import type { EpochEnded } from "../protocol/events";
import { latestPerEpoch, readEvents } from "../runs/events";
import {
  type DetachableOptions,
  detachOption,
  type EventsOptions,
  eventsOption,
  sessionOptions,
} from "./commonOptions";
import { detach } from "./detach";
import { findRun } from "./findRun";
import { refuseEvents, runFolds } from "./runFolds";
import { runSession } from "./runSession";

type ResumeOptions = DetachableOptions & EventsOptions & { keepSchedule?: boolean };

export function addResume(program: Command): void {
  eventsOption(detachOption(sessionOptions(program.command("resume"))), "every fold's")
    .description("resume a run from its last checkpoint")
    .option("--keep-schedule", "with more epochs: keep a cosine schedule at its minimum instead of stretching it")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .action(async (name: string, { detach: isDetached, events, ...options }: ResumeOptions) => {
      const { runs, json, ...overrides } = options;
      const run = findRun(name, runs);
      refuseEvents({ json, events }, isGroupFolder(run) ? undefined : run);
      if (isGroupFolder(run)) {
        refuseOptions({ ...overrides, isDetached });
        return runFolds({ resume: run, threads: overrides.threads }, { json, events });
      }
      if (isDetached) {
        process.exitCode = await detach({ resume: run, ...options });
        return;
      }
      // With --json, programs already have the events of earlier sessions.
      const before = json ? {} : await earlierSessions(run);
      await runSession({ resume: run, ...overrides }, { json, ...before });
    });
}

/** Throws a NetworkError for any option but --threads: folds are trained as their group says. */
function refuseOptions({ threads: _, ...options }: Record<string, unknown>): void {
  const [option] = Object.entries(options).find(([, value]) => value !== undefined) ?? [];
  if (option !== undefined)
    throw new NetworkError("folds-option", { option: option === "isDetached" ? "detach" : option });
}

async function earlierSessions(run: string): Promise<{ earlier: EpochEnded[]; edits: Edited[] }> {
  const events = latestPerEpoch(await readEvents(run, ["started", "epoch", "edited"]));
  return {
    earlier: events.filter((event) => event.type === "epoch"),
    edits: events.filter((event) => event.type === "edited"),
  };
}
