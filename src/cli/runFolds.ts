/** Trains folds in the terminal and reports them. Ctrl-C, SIGTERM and a closed terminal save a checkpoint first. */
import type { FoldsOrder } from "../trainer/group/openFolds";
import { FoldsTraining } from "../trainer/group/trainFolds";
import { foldsAsJson, foldsAsLines } from "./report/foldLines";
import { stopOnSignals } from "./runSession";

export async function runFolds(order: FoldsOrder, json = false): Promise<void> {
  const name = "train" in order ? order.train : order.resume;
  const training = new FoldsTraining(order, json ? foldsAsJson() : foldsAsLines(name));
  const forget = stopOnSignals(training, () => console.error("stopping …"));
  try {
    await training.run();
  } finally {
    forget();
  }
}
