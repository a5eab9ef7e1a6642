/**
 * A window as a client of a training: it gets every event once and in order, whatever is written, lost and reconnected
 * meanwhile. The training is simulated here, with randomness from a seed that is printed.
 */
import assert from "node:assert/strict";
import {
  type Connection,
  type ConnectionListeners,
  type RunAccess,
  RunClient,
} from "../../src/extension/process/runClient";
import type { Event, Progress } from "../../src/protocol/events";
import { amount, firstSeed, fullOf, recorded } from "../soak";

const epoch = (number: number): Event => ({
  type: "epoch",
  epoch: number,
  cost: 1,
  trainSeconds: 1,
  evaluateSeconds: 0,
  learningRate: 0.1,
});
const progress = (number: number): Progress => ({
  type: "progress",
  epoch: number,
  batch: 1,
  batches: 2,
  cost: 1,
  examplesPerSecond: 1,
});
const done: Event = { type: "done", reason: "completed", seconds: 1 };

/** A simulated training: its metrics.jsonl, with ten bytes per line, and its control socket. */
class PlayedTraining implements RunAccess {
  readonly file: Event[] = [];
  lock: { token: string; pid: number } | undefined = { token: "a", pid: 7 };
  /** True if connections are accepted. */
  answers = true;
  paused = false;
  waits = 0;
  private readonly clients = new Set<{ listeners: ConnectionListeners; close: () => void }>();

  emit(event: Event): void {
    if (event.type !== "progress") this.file.push(event);
    for (const { listeners } of this.clients) listeners.onEvent(event);
  }

  /** Breaks all connections; the file is kept. */
  breakAll(): void {
    for (const { close } of [...this.clients]) close();
  }

  get connections(): number {
    return this.clients.size;
  }

  async connect(_: string, listeners: ConnectionListeners): Promise<Connection> {
    if (!this.answers) throw new Error("nobody answers");
    let close = () => {};
    const closed = new Promise<void>((resolve) => {
      close = () => {
        this.clients.delete(client);
        resolve();
      };
    });
    const client = { listeners, close };
    this.clients.add(client);
    const metricsBytes = this.file.length * 10;
    listeners.onPaused(this.paused);
    await Promise.resolve();
    return { metricsBytes, request: async () => ({}) as never, closed, close };
  }

  async holder() {
    return this.lock;
  }

  /** Returns pieces of at most four lines. */
  async readEvents(_: string, from: number, to = Number.POSITIVE_INFINITY) {
    // Events written during the read are at the end of the file.
    await Promise.resolve();
    const events = this.file.slice(from / 10, Math.min(to / 10, from / 10 + 4));
    return { events, end: from + 10 * events.length };
  }

  wait(): Promise<void> {
    this.waits++;
    return turns(1);
  }
}

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

function follow(training: PlayedTraining) {
  const events: Event[] = [];
  const said: string[] = [];
  const paused: boolean[] = [];
  let connected = 0;
  const client = new RunClient(
    "run",
    {
      onEvent: (event) => events.push(event),
      onPaused: (value) => paused.push(value),
      onProblem: (problem) => assert.fail(problem),
      onFailure: ({ message }) => said.push(message),
      onConnected: () => connected++,
    },
    training,
  );
  return { client, events, said, paused, connected: () => connected };
}

describe("a window as a client of a training", () => {
  it("takes the history from the file and what follows from the socket", async () => {
    const training = new PlayedTraining();
    training.file.push(epoch(1), epoch(2));
    const { client, events, connected } = follow(training);
    await turns(3);
    assert.equal(connected(), 1);
    training.emit(progress(3));
    training.emit(epoch(3));
    training.emit(done);
    training.lock = undefined;
    training.breakAll();
    await client.gone;
    assert.deepEqual(events, [epoch(1), epoch(2), progress(3), epoch(3), done]);
    assert.equal(client.pid, 7);
  });

  it("reads the end from the file where the connection broke before it", async () => {
    const training = new PlayedTraining();
    const { client, events } = follow(training);
    await turns(3);
    training.emit(epoch(1));
    training.answers = false;
    training.breakAll();
    training.emit(epoch(2));
    training.emit(done);
    training.lock = undefined;
    await client.gone;
    assert.deepEqual(events, [epoch(1), epoch(2), done]);
  });

  it("reads a training that ended before it could connect", async () => {
    const training = new PlayedTraining();
    training.lock = undefined;
    training.file.push(epoch(1), done);
    const { client, events, connected } = follow(training);
    await client.gone;
    assert.deepEqual([events, connected()], [[epoch(1), done], 0]);
  });

  it("tries again while the process is there, and says once why it cannot", async () => {
    const training = new PlayedTraining();
    training.answers = false;
    const { client, said, connected } = follow(training);
    await turns(20);
    assert.ok(training.waits > 3, `${training.waits} attempts`);
    assert.deepEqual(said, ["nobody answers"]);
    training.answers = true;
    await turns(5);
    assert.equal(connected(), 1);
    client.close();
    await client.gone;
    assert.equal(training.connections, 0);
  });

  it("leaves a run to whoever took it over", async () => {
    const training = new PlayedTraining();
    const { client, connected } = follow(training);
    await turns(3);
    training.lock = { token: "b", pid: 8 };
    training.breakAll();
    await client.gone;
    assert.equal(connected(), 1);
    assert.equal(client.pid, 7);
  });

  it("knows whether it is paused when it comes", async () => {
    const training = new PlayedTraining();
    training.paused = true;
    const { client, paused } = follow(training);
    await turns(3);
    assert.deepEqual(paused, [true]);
    client.close();
    await client.gone;
  });

  it("rejects a request without a connection", async () => {
    const training = new PlayedTraining();
    training.lock = undefined;
    const { client } = follow(training);
    await client.gone;
    await assert.rejects(client.request("stop", {}), { code: "peer-gone" });
  });

  it("loses no event and takes none twice, whatever breaks when", () => {
    const first = firstSeed(20);
    const count = amount(fullOf("reconnections"));
    return recorded("reconnections", count, async (held) => {
      for (let seed = first; seed < first + count; seed++) {
        const random = chance(seed);
        const training = new PlayedTraining();
        const { client, events } = follow(training);
        for (let step = 1; step <= 60; step++) {
          const act = random();
          if (act < 0.5) training.emit(epoch(step));
          else if (act < 0.6) training.emit(progress(step));
          else if (act < 0.7) training.breakAll();
          else if (act < 0.8) training.answers = !training.answers;
          else if (act < 0.9) await Promise.resolve();
          else await turns(1);
        }
        training.lock = undefined;
        training.breakAll();
        await client.gone;
        const written = events.filter(({ type }) => type !== "progress");
        assert.deepEqual(written, training.file, `MATRIX_NETWORK_SEED=${seed}`);
        held();
      }
    });
  });
});

/** mulberry32 */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
