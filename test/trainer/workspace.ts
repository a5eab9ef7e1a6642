/** A temporary folder with configs, and sessions that train them in this process. */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Done, Event } from "../../src/protocol/events";
import { type Checkpoint, readCheckpoint } from "../../src/runs/checkpoint";
import type { SessionOrder } from "../../src/trainer/session/openSession";
import { Session } from "../../src/trainer/session/session";

type Config = Record<string, unknown>;

/**
 * 10 minibatches per epoch, the last one short; momentum, dropout, a schedule and penalties give a resume much state to
 * restore.
 */
export const irisConfig = ({ training = {}, ...more }: Config & { training?: Config } = {}): Config => ({
  version: 1,
  data: { format: "builtin", name: "iris", validation: { examples: 30 }, test: { examples: 20 } },
  layers: [
    { units: 6, activation: "prelu", learnAlpha: true, dropout: 0.2 },
    { units: 3, activation: "softmax" },
  ],
  training: {
    epochs: 4,
    batchSize: 11,
    seed: 5,
    optimizer: { type: "sgd", learningRate: 0.2, momentum: 0.9, nesterov: true },
    schedule: { type: "cosine", warmupEpochs: 0.5 },
    regularization: { l1: 0.01, l2: 0.1 },
    ...training,
  },
  ...more,
});

export class Workspace {
  readonly path = mkdtempSync(join(tmpdir(), "matrix-network-"));

  /** Returns the path of the file. */
  write(config: Config | string, name = "iris.network.json"): string {
    const file = join(this.path, name);
    writeFileSync(file, typeof config === "string" ? config : JSON.stringify(config));
    return file;
  }

  /** Trains a config to its end. */
  async train(config: Config): Promise<Finished> {
    return finish({ train: this.write(config) });
  }

  /** Returns the run folders, oldest first. */
  runs(network = "iris"): string[] {
    const folder = join(this.path, ".matrix-network", network);
    return existsSync(folder) ? readdirSync(folder).map((id) => join(folder, id)) : [];
  }

  /** Copies the run folder as a process that is killed now would leave it. */
  copy(run: string): string {
    const copy = `${run.slice(0, -4)}0000`;
    cpSync(run, copy, { recursive: true });
    rmSync(join(copy, "lock"), { force: true });
    return copy;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export interface Finished {
  events: Event[];
  done: Done;
  run: string;
}

/** @param onEvent may send requests to the session while it trains */
export async function finish(
  order: SessionOrder,
  onEvent: (event: Event, session: Session) => void = () => {},
): Promise<Finished> {
  const session = new Session(order);
  const events: Event[] = [];
  session.onEvent((event) => {
    events.push(event);
    onEvent(event, session);
  });
  const done = await session.run();
  return { events, done, run: runOf(events) };
}

/** A request for all weights of a layer. */
export const wholeLayer = {
  layer: 0,
  what: "weights",
  rows: 4096,
  columns: 4096,
  pictures: false,
  first: 0,
} as const;

const runOf = (events: Event[]): string => {
  const started = events.find((event) => event.type === "started");
  return started?.type === "started" ? started.run : "";
};

export const last = (run: string): Promise<Checkpoint> => readCheckpoint(join(run, "last.npz"));

/** Removes measured times. */
export function withoutTimes({ arrays, state }: Checkpoint): Checkpoint {
  const { seconds: _, ...accumulators } = state.accumulators;
  return { arrays, state: { ...state, accumulators } };
}

/** Returns the events that two equal runs have in common, without times. */
export const comparable = (events: Event[]): object[] =>
  events
    .filter(({ type }) => type === "epoch" || type === "layers")
    .map((event) => ({ ...event, trainSeconds: 0, evaluateSeconds: 0 }));
