/**
 * The package's API: trains the network of a config file and tells of it as events, as the command line does with --json.
 *
 *     for await (const event of train("mnist.network.json", { epochs: 5 })) {
 *       if (event.type === "epoch") console.log(event.epoch, event.validationAccuracy);
 *     }
 *
 * Training goes on in this process, whether its events are read or not, and gives up the thread every few milliseconds.
 */
import type { Done, Event } from "./protocol/events";
import type { Overrides } from "./trainer/prepare";
import { Session } from "./trainer/session";

export { NetworkError } from "./core/errors";
export type { Done, Event } from "./protocol/events";

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
  /** Resolves when training holds, or will not hold any more because it goes on or ends. */
  pause(): Promise<void>;
  resume(): void;
}

/** @param config path of a `*.network.json` */
export const train = (config: string, { signal, ...options }: TrainOptions = {}): RunningTraining =>
  start(new Session({ train: config, ...options }), signal);

/** @param run path of a run folder: goes on from its last checkpoint */
export const resume = (run: string, { signal, ...options }: Omit<TrainOptions, "runsDir"> = {}): RunningTraining =>
  start(new Session({ resume: run, ...options }), signal);

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
