import assert from "node:assert/strict";
import { Channel, type ChannelListeners } from "../../src/protocol/channel";
import { type Event, protocolVersion } from "../../src/protocol/events";
import { ChannelError } from "../../src/protocol/port";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { type Handlers, serve } from "../../src/protocol/serve";
import { pair } from "./pair";

const nothing = () => ({});
const picture: RequestResult<"weights"> = {
  layer: 0,
  what: "weights",
  epoch: 1,
  batch: 2,
  inputs: 1,
  units: 2,
  pictures: false,
  first: 0,
  window: { inputs: [0, 1], units: [0, 2] },
  rows: 1,
  columns: 2,
  values: Float32Array.of(0.5, -2),
  largest: 2,
  histogram: { least: -2, most: 0.5, counts: [1, 1], mean: -0.75, deviation: 1.25, zeros: 0 },
};
const handlers: Handlers<"train"> = {
  stop: nothing,
  pause: nothing,
  resume: nothing,
  ping: nothing,
  apply: () => ({ epoch: 3, batch: 4 }),
  onClose: () => ({ applies: true }),
  handOver: () => ({ token: "t" }),
  weights: () => picture,
  diagram: () => ({ epoch: 1, batch: 2, inputs: 1, shownInputs: [0], layers: [] }),
  statistics: () => ({ epoch: 1, layers: [] }),
  surface: () => assert.fail("nobody asked for it"),
  costSurface: () => assert.fail("nobody asked for it"),
};
const hello = { type: "hello", protocol: protocolVersion, version: "9" };

/** Connects two ends; the far one serves the role train. */
function connect(changes: Partial<Handlers<"train">> = {}, listeners: ChannelListeners = {}) {
  const ports = pair();
  const problems: string[] = [];
  const channel = new Channel(ports.here, { ...listeners, onProblem: (problem) => problems.push(problem) });
  const farProblems: string[] = [];
  const served = serve(
    ports.there,
    "train",
    { ...handlers, ...changes },
    {
      version: "1.2.3",
      onProblem: (problem) => farProblems.push(problem),
    },
  );
  return { ...ports, channel, served, problems, farProblems };
}

const rejectsWith = (promise: Promise<unknown>, code: string, message?: RegExp) =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof ChannelError, String(error));
    assert.equal(error.code, code);
    if (message) assert.match(error.message, message);
    return true;
  });

describe("the channel to a child process", () => {
  it("begins with the child's hello", async () => {
    const { channel } = connect();
    assert.deepEqual(await channel.hello, { type: "hello", protocol: protocolVersion, version: "1.2.3" });
  });

  it("refuses another protocol by both versions, before any request is sent", async () => {
    const { here, there, settled } = pair();
    const received: unknown[] = [];
    there.onMessage((message) => received.push(message));
    const channel = new Channel(here);
    const asked = channel.request("stop", {});
    there.send({ ...hello, protocol: protocolVersion + 1 });
    await rejectsWith(
      channel.hello,
      "protocol-mismatch",
      new RegExp(`${protocolVersion + 1} .*9.* and ${protocolVersion}`),
    );
    await rejectsWith(asked, "protocol-mismatch");
    await settled();
    assert.deepEqual(received, []);
  });

  it("refuses a child that says something before hello", async () => {
    const { here, there } = pair();
    const events: Event[] = [];
    const channel = new Channel(here, { onEvent: (event) => events.push(event) });
    there.send({ type: "done", reason: "completed", seconds: 1 });
    there.send(hello);
    await rejectsWith(channel.hello, "no-hello");
    assert.deepEqual(events, []);
  });

  it("hands over events in their order, and figures that are not finite as NaN", async () => {
    const events: Event[] = [];
    const { served, settled } = connect({}, { onEvent: (event) => events.push(event) });
    const progress = { type: "progress", epoch: 1, batch: 1, batches: 2, examplesPerSecond: 5 } as const;
    assert.ok(served.send({ ...progress, cost: 0.25 }));
    assert.ok(served.send({ ...progress, batch: 2, cost: Number.POSITIVE_INFINITY }));
    await settled();
    assert.deepEqual(events, [
      { ...progress, cost: 0.25 },
      { ...progress, batch: 2, cost: Number.NaN },
    ]);
  });

  it("reports what is no event and goes on", async () => {
    const events: Event[] = [];
    const { there, served, problems, settled } = connect({}, { onEvent: (event) => events.push(event) });
    for (const message of [{ type: "weather" }, 7, null, undefined, { type: "done" }, hello, 10n]) there.send(message);
    served.send({ type: "done", reason: "completed", seconds: 1 });
    await settled();
    assert.equal(events.length, 1);
    assert.equal(problems.length, 7);
    assert.match(problems[0], /not an event of this protocol.*weather/);
    assert.match(problems[4], /reason.*"done"/);
  });

  it("reports responses that nobody asked for, or that are none", async () => {
    const { channel, there, problems, settled } = connect();
    await channel.hello;
    there.send({ type: "response", id: 99, result: {} });
    there.send({ type: "response", id: 1 });
    there.send({ type: "response", result: {} });
    await settled();
    assert.deepEqual(
      problems.map((problem) => /^[^:(]*/.exec(problem)?.[0].trim()),
      ["a response without a request", "not a response of this protocol", "not a response of this protocol"],
    );
  });
});

describe("requests", () => {
  it("are answered with the result, typed arrays included", async () => {
    const { channel } = connect();
    assert.deepEqual(await channel.request("weights", { layer: 0, rows: 4, columns: 4 }), picture);
    assert.deepEqual(await channel.request("apply", { path: "training.epochs", value: 3 }), { epoch: 3, batch: 4 });
  });

  it("reach the handler with their defaults filled in", async () => {
    const seen: unknown[] = [];
    const { channel } = connect({
      weights: (params) => {
        seen.push(params);
        return picture;
      },
    });
    await channel.request("weights", { layer: 1, rows: 4, columns: 5 });
    assert.deepEqual(seen, [{ layer: 1, what: "weights", rows: 4, columns: 5, pictures: false, first: 0 }]);
  });

  it("may be answered in another order than they were asked", async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { channel } = connect({ pause: () => slow.then(nothing) });
    const order: string[] = [];
    const paused = channel.request("pause", {}).then(() => order.push("pause"));
    await channel.request("stop", {}).then(() => order.push("stop"));
    release();
    await paused;
    assert.deepEqual(order, ["stop", "pause"]);
  });

  it("are rejected with the code and message of what the handler threw", async () => {
    const { channel } = connect({
      stop: () => {
        throw Object.assign(new Error("the disk is full"), { code: "run-disk-full" });
      },
      pause: () => Promise.reject(new Error("no code")),
      resume: () => Promise.reject("only a text"),
    });
    await rejectsWith(channel.request("stop", {}), "run-disk-full", /^the disk is full$/);
    await rejectsWith(channel.request("pause", {}), "internal", /^no code$/);
    await rejectsWith(channel.request("resume", {}), "internal", /^only a text$/);
  });

  it("that the role does not know are answered by name", async () => {
    const { here } = connect();
    // The types forbid these requests, but another version may send them.
    const channel = new Channel<"serve">(here);
    await rejectsWith(channel.request("neuronPath", {}), "unknown-request", /neuronPath/);
    await rejectsWith(channel.request("toString" as never, {} as never), "unknown-request", /'toString'.*stop, pause/);
  });

  it("with wrong parameters are answered with what is wrong", async () => {
    const { channel } = connect();
    const wrong = { layer: -1, rows: 4, columns: 4 } satisfies RequestParams<"weights">;
    await rejectsWith(channel.request("weights", wrong), "bad-params", /weights: wrong parameters \(layer: /);
  });

  it("are rejected when the answer is not what was agreed", async () => {
    const { channel, problems } = connect({ apply: () => ({ epoch: "three", batch: 4 }) as never });
    await rejectsWith(channel.request("apply", { path: "a", value: 1 }), "bad-result");
    assert.match(problems[0], /not a result of apply \(epoch: /);
  });

  it("are rejected when the child dies before it answers, and ever after", async () => {
    const { channel, kill } = connect({ stop: () => new Promise(() => {}) });
    await channel.hello;
    const waiting = [channel.request("stop", {}), channel.request("stop", {})];
    kill();
    for (const request of waiting) await rejectsWith(request, "peer-gone");
    await rejectsWith(channel.request("pause", {}), "peer-gone");
  });

  it("are rejected when the child dies before hello", async () => {
    const { here, kill } = pair();
    const channel = new Channel(here);
    const request = channel.request("stop", {});
    kill();
    await rejectsWith(request, "peer-gone");
    await rejectsWith(channel.hello, "peer-gone");
  });

  it("are rejected at once when sending fails, although nobody has said yet that the child is gone", async () => {
    const { here, there } = pair();
    const channel = new Channel({
      ...here,
      send: () => {
        throw new Error("ERR_IPC_CHANNEL_CLOSED");
      },
    });
    there.send(hello);
    await rejectsWith(channel.request("stop", {}), "peer-gone", /stop/);
  });

  it("are rejected after close, and nothing more is heard", async () => {
    const events: Event[] = [];
    const { channel, served, settled } = connect(
      { stop: () => new Promise(() => {}) },
      { onEvent: (event) => events.push(event) },
    );
    await channel.hello;
    const waiting = channel.request("stop", {});
    channel.close();
    await rejectsWith(waiting, "channel-closed");
    served.send({ type: "done", reason: "completed", seconds: 1 });
    await settled();
    assert.deepEqual(events, []);
  });

  it("of the role serve are its own", async () => {
    const ports = pair();
    const unasked = () => assert.fail("nobody asked for it");
    const examples = {
      data: unasked,
      evaluation: unasked,
      examples: unasked,
      residuals: unasked,
      probabilities: unasked,
      layerMap: unasked,
      calibrate: unasked,
      activations: unasked,
      readPicture: unasked,
      readDate: unasked,
    };
    const closer = { example: unasked, units: unasked, diagram: unasked };
    const compared = { predictions: unasked, inputs: unasked, weightDifference: unasked };
    const plane = { surface: unasked, costSurface: unasked, neuronPath: unasked };
    const uses = { predict: unasked, idColumns: unasked, export: unasked, verify: unasked, when: unasked };
    const why = { importance: unasked, dependence: unasked, changes: unasked };
    const inputs = { saliency: unasked, classSaliency: unasked, carryingUnits: unasked };
    const all = { ...examples, ...closer, ...plane, ...compared, ...uses, ...why, ...inputs };
    const weights: Handlers<"serve">["weights"] = ({ at = 0 }) => ({ ...picture, epoch: Number(at) });
    serve(ports.there, "serve", { ...all, weights }, { version: "1" });
    const channel = new Channel<"serve">(ports.here);
    const answer = await channel.request("weights", { layer: 0, rows: 1, columns: 2, at: 7 });
    assert.equal(answer.epoch, 7);
  });
});

describe("the child's end", () => {
  it("reports what is no request, and answers the next one", async () => {
    const { channel, here, farProblems } = connect();
    for (const message of [{ type: "weather" }, "stop", { type: "request", name: "stop" }]) here.send(message);
    await channel.request("stop", {});
    assert.equal(farProblems.length, 3);
    assert.match(farProblems[0], /not a request of this protocol.*weather/);
  });

  it("hears that the other end is gone, and sends to nobody without failing", async () => {
    const { here: _, there, kill, settled } = pair();
    let closed = 0;
    const served = serve(there, "train", handlers, { version: "1", onClose: () => closed++ });
    kill();
    await settled();
    assert.equal(closed, 1);
    assert.equal(served.send({ type: "done", reason: "completed", seconds: 1 }), false);
  });

  it("must have a handler for every request of its role", () => {
    const { stop: _, ...rest } = handlers;
    const { there } = pair();
    // @ts-expect-error: stop is missing
    serve(there, "train", rest, { version: "1" });
  });
});
