/** `resume RUN`: goes on with a run from its last checkpoint. */
import type { Command } from "commander";
import { latestPerEpoch, readEvents } from "../runs/events";
import { type SessionOptions, sessionOptions } from "./commonOptions";
import { findRun } from "./findRun";
import { runSession } from "./runSession";

export function addResume(program: Command): void {
  sessionOptions(program.command("resume"))
    .description("go on with a run from its last checkpoint")
    .option("--keep-schedule", "with more epochs: a cosine schedule ends where it ended, and stays at its minimum")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .action(async (name: string, { runs, json, ...overrides }: SessionOptions & { keepSchedule?: boolean }) => {
      const run = findRun(name, runs);
      const earlier = latestPerEpoch(await readEvents(run, ["started", "epoch"])).filter(
        (event) => event.type === "epoch",
      );
      await runSession({ resume: run, ...overrides }, { json, earlier });
    });
}
