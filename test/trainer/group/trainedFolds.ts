/** Trains all folds of a config in tests. */
import type { FinalTrained, FoldEnded, FoldsBegun, FoldsEvent, FoldsMeasured } from "../../../src/protocol/foldEvents";
import type { FoldsOrder } from "../../../src/trainer/group/openFolds";
import { FoldsTraining } from "../../../src/trainer/group/trainFolds";
import { irisConfig } from "../workspace";

export const iris = (validation: object, more: { data?: object; training?: object } = {}) =>
  irisConfig({
    ...(more.training && { training: more.training as Record<string, unknown> }),
    data: { format: "builtin", name: "iris", validation, ...more.data },
  });

/** Trains the folds and returns all events. @param stopAfter number of folds after which the training is stopped */
export async function trainFolds(order: FoldsOrder, stopAfter = Number.POSITIVE_INFINITY) {
  const events: FoldsEvent[] = [];
  const training = new FoldsTraining(order, (event) => {
    events.push(event);
    if (events.filter(({ type }) => type === "trial").length >= stopAfter) training.stop("interrupted");
  });
  const done = await training.run();
  const of = <Found extends FoldsEvent>(type: Found["type"]) =>
    events.filter((event): event is Found => event.type === type);
  const [begun] = of<FoldsBegun>("group");
  return {
    events,
    done,
    begun,
    group: begun.group,
    folds: of<FoldEnded>("trial"),
    measured: of<FoldsMeasured>("folds")[0],
    final: of<FinalTrained>("final")[0],
  };
}
