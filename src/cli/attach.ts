/** `attach RUN`: shows a training that another process runs, from its first epoch on. */
import { relative } from "node:path";
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import { isGroupFolder, runOfFolder } from "../groups/finalRun";
import { readManifest } from "../runs/manifest";
import { Attached } from "./attached";
import { jsonOption, runsOption } from "./commonOptions";
import { findRun } from "./findRun";

export function addAttach(program: Command): void {
  jsonOption(runsOption(program.command("attach")))
    .description("show a training of another process; s stops it, p pauses it, Ctrl-C detaches")
    .argument("<run>", "the folder of the run, or its name in the runs folder")
    .action(async (name: string, { runs, json = false }: { runs?: string; json?: boolean }) => {
      const folder = oneTraining(findRun(name, runs));
      const { config } = await readManifest(folder);
      const attached = new Attached({ name: relative(process.cwd(), folder) || ".", folder, config, json });
      process.exitCode = await attached.show();
    });
}

/** Returns a run folder as it is; for a group of folds its final network, which is an ordinary training. */
function oneTraining(folder: string): string {
  if (!isGroupFolder(folder)) return folder;
  try {
    return runOfFolder(folder);
  } catch (error) {
    const command = (error as NetworkError).code === "group-is-sweep" ? "sweep" : "resume";
    throw new NetworkError("group-attach", { folder, command });
  }
}
