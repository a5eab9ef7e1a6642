/** Trains folds in the terminal and reports them. Ctrl-C, SIGTERM and a closed terminal save a checkpoint first. */
import { NetworkError } from "../core/errors";
import type { FoldsOrder } from "../trainer/group/openFolds";
import { FoldsTraining } from "../trainer/group/trainFolds";
import { refuseEventsAlone } from "./commonOptions";
import { foldsAsJson, foldsAsLines } from "./report/foldLines";
import { stopOnSignals } from "./runSession";

interface Options {
  json?: boolean | undefined;
  /** True if the events of each fold's run are requested. */
  events?: boolean | undefined;
}

export async function runFolds(order: FoldsOrder, { json = false, events = false }: Options): Promise<void> {
  const name = "train" in order ? order.train : order.resume;
  const asJson = json ? foldsAsJson() : undefined;
  const training = new FoldsTraining(order, asJson ?? foldsAsLines(name), events ? asJson : undefined);
  const forget = stopOnSignals(training, () => console.error("stopping …"));
  try {
    await training.run();
  } finally {
    forget();
  }
}

/** @param single name of a training of one network: --json includes its events already */
export function refuseEvents(
  options: { events?: boolean | undefined; json?: boolean | undefined },
  single?: string,
): void {
  const { events = false, json = false } = options;
  refuseEventsAlone({ events, json });
  if (!events || single === undefined) return;
  const reason = `is of folds, and ${single} has none: --json gives the events of a run; leave it out`;
  throw new NetworkError("bad-option/overrides", { option: "--events", reason });
}
