/** Trains the final network of a group of folds on all examples: an ordinary session in the folder final/. */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { NetworkError } from "../../core/errors";
import { finalFolder } from "../../groups/finalRun";
import { noticed } from "../../messages";
import type { EpochEnded } from "../../protocol/events";
import type { FinalTrained } from "../../protocol/foldEvents";
import { latestPerEpoch, readEvents } from "../../runs/events";
import { readRecordedRun } from "../../runs/recordedRun";
import { createRunIn } from "../../runs/writer";
import { readStartWeights } from "../experiment/startWeights";
import { manifestOf, type SessionOrder } from "../session/openSession";
import { Session } from "../session/session";
import { finalConfig } from "./finalConfig";
import type { OpenedFolds } from "./openFolds";

/**
 * Returns undefined if training was stopped.
 * @param onSession called with the session before it trains
 */
export async function trainFinal(
  opened: OpenedFolds,
  { folder, epochs }: { folder: string; epochs: number },
  onSession: (session: Session) => void,
): Promise<FinalTrained | undefined> {
  const run = finalFolder(folder);
  if (!existsSync(run) || (await readRecordedRun(run)).ended !== "completed") {
    const session = new Session(existsSync(run) ? { resume: run } : await newOrder(opened, run, epochs));
    onSession(session);
    if ((await session.run()).reason !== "completed") return undefined;
  }
  const events = await readEvents(run, ["started", "epoch"]);
  const { train = 0, test = 0 } = events.findLast((event) => event.type === "started")?.examples ?? {};
  const ended = latestPerEpoch(events).findLast((event) => event.type === "epoch");
  return {
    type: "final",
    run: resolve(run),
    epochs,
    examples: { train, test },
    figures: ended ? testFigures(ended) : {},
  };
}

async function newOrder(opened: OpenedFolds, run: string, epochs: number): Promise<SessionOrder> {
  const config = finalConfig(opened.experiment.config, epochs);
  const experiment = { ...opened.experiment, config, dataset: opened.folded.whole(), warnings: [] };
  const { start: wanted } = config.training;
  const start = wanted && (await readStartWeights(wanted, experiment, opened.runsDir)).arrays;
  const backend = await opened.backend();
  const openFolder = async () => {
    const writer = await createRunIn(run, {
      configPath: resolve(experiment.file),
      manifest: manifestOf(experiment, backend),
    });
    if (!writer) throw new NetworkError("folds-running/final", { folder: run });
    return { writer, changes: [], edits: [], warnings: [], isNew: true };
  };
  return { opened: { experiment, backend, backendReason: noticed("backend-chosen/folds", {}), start, openFolder } };
}

function testFigures(ended: EpochEnded): Record<string, number> {
  const figures = Object.entries(ended).filter(([name]) => name.startsWith("test"));
  return Object.fromEntries(figures.filter((entry): entry is [string, number] => Number.isFinite(entry[1])));
}
