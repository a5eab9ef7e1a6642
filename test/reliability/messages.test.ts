/**
 * A training and a client, connected by frames of the control socket that arrive in pieces: events, requests and
 * answers, with damaged messages among them.
 */
import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { decodeBody, encodeFrame, FrameReader, maxBytes } from "../../src/control/frames";
import { RandomStream } from "../../src/core/random";
import { Channel } from "../../src/protocol/channel";
import type { Event } from "../../src/protocol/events";
import type { Port } from "../../src/protocol/port";
import { type Handlers, serve } from "../../src/protocol/serve";
import { amount, firstSeed, fullOf, recorded } from "../soak";

const id = "messages";
const messages = amount(fullOf(id));
const seed = firstSeed();
const inOneGo = 500;

/** One direction: frames in JSON and v8 alternately, cut at random. */
class Line {
  private frames: Buffer[] = [];
  private readonly reader = new FrameReader();
  private readonly listeners = new Set<(message: unknown) => void>();
  private sent = 0;

  constructor(private readonly draw: () => number) {
    this.reader.limit = maxBytes;
  }

  send(message: unknown): void {
    // The reader recognizes JSON by its brace.
    const isJson = ++this.sent % 2 === 0 && JSON.stringify(message).startsWith("{");
    this.frames.push(encodeFrame(message, isJson ? "json" : "v8"));
  }

  listen(listener: (message: unknown) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @returns true if there was anything to deliver */
  deliver(): boolean {
    const bytes = Buffer.concat(this.frames);
    this.frames = [];
    for (let start = 0; start < bytes.length; ) {
      const end = start + 1 + Math.floor(this.draw() ** 4 * 5000);
      this.reader.push(bytes.subarray(start, end));
      start = end;
      for (let body = this.reader.next(); body; body = this.reader.next())
        for (const listener of [...this.listeners]) listener(decodeBody(body));
    }
    return bytes.length > 0;
  }
}

/** Returns a port that sends on one line and receives from the other. */
const portOf = (own: Line, other: Line): Port => ({
  send: (message) => own.send(message),
  onMessage: (listener) => other.listen(listener),
  onClose: () => () => {},
});

const eventOf = (number: number): Event => {
  const { length } = kinds;
  return kinds[number % length](number);
};
const kinds: ((number: number) => Event)[] = [
  (number) => ({
    type: "progress",
    epoch: 1,
    batch: number,
    batches: 2e6,
    cost: 1 / (number + 1),
    examplesPerSecond: 5,
  }),
  (number) => ({ type: "epoch", epoch: number, cost: 0.5, trainSeconds: 1, evaluateSeconds: 0, learningRate: 0.1 }),
  (number) => ({ type: "checkpoint", epoch: number, file: "last.npz" }),
  (number) => ({ type: "changed", epoch: number, batch: 1, path: "training.epochs", from: 1, to: "ünïcode \u2028" }),
];

/** Messages that do not belong to the protocol. */
const damaged: ((number: number) => unknown)[] = [
  (number) => ({ ...eventOf(number), type: "weather" }),
  (number) => ({ ...eventOf(number), epoch: "three" }),
  (number) => ({ ...eventOf(number), epoch: -1 }),
  (number) => Object.fromEntries(Object.entries(eventOf(number)).filter(([key]) => key !== "epoch")),
  (number) => [eventOf(number)],
  (number) => number,
  () => null,
  () => ({ type: "__proto__" }),
  (number) => ({ type: "response", id: -number, result: {} }),
  (number) => ({ type: "response", id: number }),
];
const damagedRequests: ((number: number) => unknown)[] = [
  (number) => ({ type: "request", id: "one", name: "ping", params: { number } }),
  (number) => ({ type: "request", id: number }),
  () => "ping",
  (number) => ({ type: "response", id: number, result: {} }),
];

describe("messages between a training and its clients", function () {
  this.timeout(1_800_000);

  it(`arrive once and in order, whatever lies between them: ${messages} messages from seed ${seed}`, () =>
    recorded(id, messages, async (held) => {
      const random = new RandomStream(seed, "sample");
      let drawn = 0;
      const draw = () => random.uniform(drawn++);
      const [down, up] = [new Line(draw), new Line(draw)];
      const [problems, farProblems]: [string[], string[]] = [[], []];
      let heard: Event[] = [];
      const apply: Handlers<"train">["apply"] = ({ value }) => ({ epoch: Number(value), batch: 1 });
      const unasked = () => assert.fail("nobody asked for it");
      const ping = () => ({});
      const handlers = new Proxy({ apply, ping } as unknown as Handlers<"train">, {
        get: (own, name) => Reflect.get(own, name) ?? unasked,
      });
      const training = portOf(down, up);
      const client = portOf(up, down);
      const channel = new Channel(client, {
        onEvent: (event) => heard.push(event),
        onProblem: (problem) => problems.push(problem),
      });
      const served = serve(training, "train", handlers, { version: "1", onProblem: (each) => farProblems.push(each) });
      down.deliver();
      await channel.hello;
      for (let sent = 0; sent < messages; sent += inOneGo) {
        const end = Math.min(messages, sent + inOneGo);
        const events: Event[] = [];
        const answers: Promise<void>[] = [];
        const faults = { here: 0, there: 0 };
        for (let number = sent; number < end; number++) {
          const what = draw();
          if (what < 0.07) {
            training.send(damaged[number % damaged.length](number));
            faults.here++;
          } else if (what < 0.1) {
            client.send(damagedRequests[number % damagedRequests.length](number));
            faults.there++;
          } else if (what < 0.3) {
            const asked = channel.request("apply", { path: "training.epochs", value: number });
            answers.push(asked.then((answer) => assert.deepEqual(answer, { epoch: number, batch: 1 })));
            // The channel sends a request a moment later.
            if (what < 0.11) await Promise.resolve();
          } else {
            const event = eventOf(number);
            served.send(event);
            events.push(event);
          }
        }
        do await setImmediate();
        while ([down.deliver(), up.deliver()].some(Boolean));
        await Promise.all(answers);
        assert.deepEqual(heard, events);
        assert.deepEqual({ here: problems.length, there: farProblems.length }, faults);
        for (const list of [problems, farProblems]) {
          assert.ok(list.every((problem) => !/[\r\n]/.test(problem)));
          list.length = 0;
        }
        heard = [];
        held(end - sent);
      }
    }));
});
