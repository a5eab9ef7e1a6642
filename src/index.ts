/**
 * The package's API, versioned semantically: trains the network of a config file and tells of it as events, as the
 * command line does with --json, and puts finished runs to use.
 *
 *     for await (const event of train("mnist.network.json", { epochs: 5 })) {
 *       if (event.type === "epoch") console.log(event.epoch, event.validationAccuracy);
 *     }
 *
 * Training continues in this process, whether its events are read or not, and yields to the event loop every few
 * milliseconds.
 */
import type { ExportFormat } from "./export/formats";
import type { ExportedFile } from "./export/model";
import type { Done, Event } from "./protocol/events";
import type { CheckpointRef } from "./trainer/experiment/checkpointRef";
import type { Overrides } from "./trainer/experiment/overrides";
import { evaluateRun, type RunEvaluation } from "./trainer/results/evaluateRun";
import { exportRun } from "./trainer/results/exportRun";
import { type Predictions, predictRun } from "./trainer/results/predictRun";
import { type Verification, verifyRun } from "./trainer/results/verifyRun";
import { Session } from "./trainer/session/session";

export { NetworkError } from "./core/errors";
export type { ExportFormat } from "./export/formats";
export type { ExportedFile } from "./export/model";
export type { ExtensionApi, ExtensionTraining } from "./extensionApi";
export type { Done, Event } from "./protocol/events";
export type { CheckpointRef } from "./trainer/experiment/checkpointRef";
export type { EvaluatedSet, RunEvaluation } from "./trainer/results/evaluateRun";
export type { Predictions } from "./trainer/results/predictRun";
export type { Verification } from "./trainer/results/verifyRun";

export interface TrainOptions extends Overrides {
  /** In place of `.matrix-network` beside the config. */
  runsDir?: string;
  /** Aborting it is `stop()`. */
  signal?: AbortSignal;
}

/** To be iterated once. Iteration ends after `done`; after `failed` it throws the NetworkError. */
export interface RunningTraining extends AsyncIterable<Event> {
  /** Resolves when the run is done; rejects with the NetworkError where it fails. */
  readonly done: Promise<Done>;
  /** Finishes the minibatch, saves the checkpoint and ends. */
  stop(): void;
  /** Resolves when training holds, or will not hold any more because it continues or ends. */
  pause(): Promise<void>;
  resume(): void;
}

/** @param config path of a `*.network.json` */
export const train = (config: string, { signal, ...options }: TrainOptions = {}): RunningTraining =>
  start(new Session({ train: config, ...options }), signal);

/** @param run path of a run folder: continues from its last checkpoint */
export const resume = (
  run: string,
  /** `keepSchedule`: with more epochs a cosine schedule still ends where it ended, and stays at its minimum. */
  { signal, ...options }: Omit<TrainOptions, "runsDir"> & { keepSchedule?: boolean } = {},
): RunningTraining => start(new Session({ resume: run, ...options }), signal);

/** Weights of a run: "best" when left out; "last", or an epoch whose weights were saved. */
export interface CheckpointOption {
  checkpoint?: CheckpointRef;
  /** @deprecated use `checkpoint` */
  which?: CheckpointRef;
}

/** @deprecated use `CheckpointRef` */
export type WhichWeights = CheckpointRef;

export interface UseOptions extends CheckpointOption {
  backend?: Overrides["backend"];
  threads?: Overrides["threads"];
}

/** Cost, accuracy (of a regression: R² and RMSE) and confusion matrix on the run's validation and test examples. */
export const evaluate = (
  run: string,
  { which = "best", checkpoint = which, ...options }: UseOptions = {},
): Promise<RunEvaluation> => evaluateRun(run, { checkpoint, ...options });

/**
 * Predictions for new examples, in their order.
 * @param input a table or arrays in any format, a picture or a folder of them, or "-" for a table on `stdin`
 * @param options `id`: a column of the table that identifies the examples; the predictions have it as `ids`
 */
export const predict = (
  run: string,
  input: string,
  {
    which = "best",
    checkpoint = which,
    stdin = process.stdin,
    ...options
  }: UseOptions & { stdin?: AsyncIterable<Uint8Array>; id?: string } = {},
): Promise<Predictions> => predictRun(run, input, { checkpoint, stdin, ...options });

/** The files of an export, to be written wherever the caller likes; `stem` is their name without extension. */
export const exportNetwork = (
  run: string,
  format: ExportFormat,
  { which = "best", checkpoint = which, stem }: CheckpointOption & { stem?: string } = {},
): Promise<ExportedFile[]> => exportRun(run, format, { checkpoint, stem });

/** Trains a run again and compares the weights; rejects where its data is not what it was. */
export const verify = (
  run: string,
  options: Omit<UseOptions, keyof CheckpointOption> & { onEvent?: (event: Event) => void } = {},
): Promise<Verification> => verifyRun(run, options);

function start(session: Session, signal: AbortSignal | undefined): RunningTraining {
  const events: Event[] = [];
  let wake = () => {};
  session.onEvent((event) => {
    events.push(event);
    wake();
  });
  const done = session.run();
  let isOver = false;
  const over = () => {
    isOver = true;
    wake();
  };
  // Whoever only iterates learns of a failure there.
  done.then(over, over);
  const stop = () => session.stop();
  if (signal?.aborted) stop();
  else signal?.addEventListener("abort", stop, { once: true });

  async function* iterate(): AsyncGenerator<Event> {
    while (events.length > 0 || !isOver) {
      const event = events.shift();
      if (event) yield event;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    await done;
  }
  return {
    done,
    stop,
    pause: () => session.pause(),
    resume: () => session.resume(),
    [Symbol.asyncIterator]: iterate,
  };
}
