/** `resume RUN`: goes on with a run from its last checkpoint. */
import type { Command } from "commander";
import type { EpochEnded } from "../protocol/events";
import { latestPerEpoch, readEvents } from "../runs/events";
import { type DetachableOptions, detachOption, sessionOptions } from "./commonOptions";
import { detach } from "./detach";
import { findRun } from "./findRun";
import { runSession } from "./runSession";

export function addResume(program: Command): void {
  detachOption(sessionOptions(program.command("resume")))
    .description("go on with a run from its last checkpoint")
    .option("--keep-schedule", "with more epochs: a cosine schedule ends where it ended, and stays at its minimum")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .action(
      async (name: string, { detach: isDetached, ...options }: DetachableOptions & { keepSchedule?: boolean }) => {
        const { runs, json, ...overrides } = options;
        const run = findRun(name, runs);
        if (isDetached) {
          process.exitCode = await detach({ resume: run, ...options });
          return;
        }
        // Programs have what earlier sessions said.
        const earlier = json ? [] : await earlierEpochs(run);
        await runSession({ resume: run, ...overrides }, { json, earlier });
      },
    );
}

async function earlierEpochs(run: string): Promise<EpochEnded[]> {
  const events = latestPerEpoch(await readEvents(run, ["started", "epoch"]));
  return events.filter((event) => event.type === "epoch");
}
