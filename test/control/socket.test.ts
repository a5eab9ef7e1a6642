/** The control socket between a training and its clients. */
import assert from "node:assert/strict";
import { cpSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { connect as connectSocket, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { attach } from "../../src/control/attach";
import { type Connection, connect, requestBasic } from "../../src/control/client";
import { FramedSocket } from "../../src/control/framedSocket";
import { decodeBody, decodeJson, encodeFrame, FrameReader, maxBytes, maxFirstBytes } from "../../src/control/frames";
import { tokenFileOf } from "../../src/control/socketFolder";
import { type Event, protocolVersion } from "../../src/protocol/events";
import { readEvents } from "../../src/runs/events";
import { readHolder } from "../../src/runs/holder";
import { epoch, started } from "../runs/folder";
import { PlayedTraining } from "./training";

describe("the control socket of a training", () => {
  let training: PlayedTraining;
  beforeEach(() => {
    training = new PlayedTraining();
  });
  afterEach(() => training.remove());

  /** Resolves once `isThere` returns true; it is checked in every turn of the event loop. */
  const until = async (isThere: () => boolean) => {
    while (!isThere()) await new Promise((resolve) => setImmediate(resolve));
  };
  const token = () => readFileSync(tokenFileOf(training.server.address, training.system) as string, "utf8");
  const progress = (batch: number): Event => ({
    type: "progress",
    epoch: 1,
    batch,
    batches: 1000,
    cost: 1,
    examplesPerSecond: 1,
  });

  /** A client that sends raw frames. */
  class RawClient {
    readonly socket: Socket = connectSocket(training.server.address);
    readonly messages: Record<string, unknown>[] = [];
    private readonly reader = new FrameReader();
    readonly closed = new Promise<void>((resolve) => this.socket.once("close", () => resolve()));

    constructor() {
      this.reader.limit = maxBytes;
      this.socket.on("error", () => {});
      this.socket.on("data", (piece: Buffer) => {
        this.reader.push(piece);
        for (let body = this.reader.next(); body; body = this.reader.next())
          this.messages.push(decodeBody(body) as Record<string, unknown>);
      });
    }

    send(message: unknown): void {
      this.socket.write(encodeFrame(message, "json"));
    }

    async message(type: string): Promise<Record<string, unknown>> {
      await until(() => this.messages.some((message) => message.type === type));
      return this.messages.find((message) => message.type === type) as Record<string, unknown>;
    }
  }

  it("answers the requests of a client, and is found by the lock", async () => {
    await training.open();
    const { channel, hello, pid, close, closed } = await connect(training.folder, {}, training.system);
    assert.deepEqual([hello.version, hello.run, pid], ["1.2.3", training.folder, process.pid]);
    assert.deepEqual(await channel.request("apply", { path: "a.b", value: 1 }), { epoch: 1, batch: 2 });
    await channel.request("ping", {});
    assert.deepEqual(training.asked, ["a.b", "ping"]);
    const holder = await readHolder(training.folder);
    assert.equal(holder?.lock?.socket, training.server.address);
    assert.ok(!readFileSync(join(training.folder, "lock"), "utf8").includes(token()), "the token is in the run folder");
    close();
    await closed;
    await until(() => training.server.count === 0);
    assert.deepEqual(training.counts, [1, 0]);
  });

  it("carries typed arrays and figures that JSON has not", async () => {
    const values = Float32Array.of(1, Number.NaN, -0, 3e38);
    const answer = { layer: 0, what: "weights", epoch: 1, batch: 0, inputs: 2, units: 2, pictures: false, first: 0 };
    const histogram = { least: 0, most: 1, counts: [1], mean: 0, deviation: 0, zeros: 0 };
    const window = { inputs: [0, 2], units: [0, 2] };
    training.handlers.weights = () =>
      ({ ...answer, window, rows: 2, columns: 2, values, largest: 1, histogram }) as never;
    await training.open();
    const { channel } = await connect(training.folder, {}, training.system);
    const result = await channel.request("weights", { layer: 0, rows: 2, columns: 2 });
    assert.deepEqual(result.values, values);
  });

  it("answers that an answer is too long", async () => {
    training.handlers.weights = () => ({ values: new Float32Array(maxBytes / 4) }) as never;
    await training.open();
    const { channel } = await connect(training.folder, {}, training.system);
    await assert.rejects(channel.request("weights", { layer: 0, rows: 1, columns: 1 }), { code: "too-large" });
    await channel.request("ping", {});
  });

  it("gives clients that come at any time the same events as metrics.jsonl has, none lost or twice", async () => {
    await training.open();
    const heard: Event[][] = [];
    const join = async (): Promise<Connection> => {
      const events: Event[] = [];
      heard.push(events);
      return attach(
        training.folder,
        { onHistory: (history) => events.push(...history), onEvent: (event) => events.push(event) },
        training.system,
      );
    };
    void training.emit(started());
    const clients: Promise<Connection>[] = [];
    for (let number = 1; number <= 120; number++) {
      // When a client connects, some events are written and some are not.
      const written = training.emit(epoch(number, 0.5));
      if (number % 3 === 0) await written;
      if (number % 20 === 0) clients.push(join());
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(clients);
    await training.emit({ type: "done", reason: "completed", seconds: 1 });
    const file = await readEvents(training.folder);
    assert.equal(file.length, 122);
    await until(() => heard.every((events) => events.at(-1)?.type === "done"));
    for (const events of heard) assert.deepEqual(events, file);
  });

  it("gives the last event to clients before it is closed, and leaves nothing behind", async () => {
    await training.open();
    const events: Event[] = [];
    const { closed } = await connect(training.folder, { onEvent: (event) => events.push(event) }, training.system);
    for (let number = 1; number <= 1000; number++) void training.emit(epoch(number, 0.5));
    await training.emit({ type: "done", reason: "completed", seconds: 1 });
    await training.server.close();
    await closed;
    assert.deepEqual([events.length, events.at(-1)?.type], [1001, "done"]);
    assert.deepEqual(training.socketFiles(), []);
  });

  it("says whether the training is paused, at the beginning and when it changes", async () => {
    training.paused = true;
    await training.open();
    const heard: boolean[] = [];
    const { channel } = await connect(
      training.folder,
      { onStatus: ({ paused }) => heard.push(paused) },
      training.system,
    );
    training.server.sendStatus({ type: "status", paused: false });
    await channel.request("ping", {});
    assert.deepEqual(heard, [true, false]);
  });

  it("sends a slow client no more progress, but every other event, and goes on for the others", async () => {
    await training.open();
    const slow = new RawClient();
    slow.send({ token: token(), protocol: protocolVersion });
    await slow.message("hello");
    slow.socket.pause();
    const quick: Event[] = [];
    const { channel } = await connect(training.folder, { onEvent: (event) => quick.push(event) }, training.system);
    const message = "x".repeat(20_000);
    for (let i = 0; i < 400; i++) {
      training.server.send({ type: "warning", code: `${i}`, message });
      training.server.send(progress(i));
      await channel.request("ping", {});
    }
    assert.equal(quick.filter(({ type }) => type === "progress").length, 400);
    training.server.send({ type: "warning", code: "last", message });
    slow.socket.resume();
    await until(() => slow.messages.at(-1)?.code === "last");
    const count = (type: string) => slow.messages.filter((each) => each.type === type).length;
    assert.equal(count("warning"), 401);
    assert.ok(count("progress") > 0 && count("progress") < 400, `${count("progress")} of 400`);
  });

  it("refuses a wrong token, none, and what is no frame, and answers nothing of it", async () => {
    await training.open();
    const wrong = new RawClient();
    wrong.send({ token: "0".repeat(64), protocol: protocolVersion });
    await wrong.closed;
    assert.deepEqual(
      wrong.messages.map(({ type }) => type),
      ["refused"],
    );
    for (const first of [{}, { type: "request", id: 1, name: "stop", params: {} }, { token: 5, protocol: 2 }]) {
      const client = new RawClient();
      client.send(first);
      client.send({ type: "request", id: 1, name: "stop", params: {} });
      await client.closed;
    }
    const serialized = new RawClient();
    serialized.socket.write(encodeFrame({ token: token(), protocol: protocolVersion }, "v8"));
    await serialized.closed;
    assert.deepEqual([serialized.messages, training.asked, training.server.count], [[], [], 0]);
  });

  it("cuts off who sends too long a frame, before the token and after it", async () => {
    await training.open();
    const early = new RawClient();
    early.send({ token: "x".repeat(maxFirstBytes), protocol: protocolVersion });
    await early.closed;
    const late = new RawClient();
    late.send({ token: token(), protocol: protocolVersion });
    await late.message("hello");
    const head = Buffer.alloc(4);
    head.writeUInt32BE(maxBytes + 1);
    late.socket.write(head);
    await late.closed;
    assert.match(training.problems.join("\n"), /65\d{3} bytes, of at most 65536[\s\S]* of at most 134217728/);
    await connect(training.folder, {}, training.system);
  });

  it("lets a client of another protocol stop, pause, resume and ping, and nothing else", async () => {
    await training.open();
    const other = new RawClient();
    other.send({ token: token(), protocol: 999, language: "of the future" });
    assert.equal((await other.message("hello")).protocol, protocolVersion);
    const ask = async (name: string, id: number) => {
      other.send({ type: "request", id, name, params: {}, more: true });
      await until(() => other.messages.some((message) => message.id === id));
      return other.messages.find((message) => message.id === id);
    };
    assert.deepEqual(await ask("ping", 1), { type: "response", id: 1, result: {} });
    assert.deepEqual(await ask("pause", 2), { type: "response", id: 2, result: {} });
    assert.match(JSON.stringify(await ask("weights", 3)), /only stop, pause, resume and ping work/);
    assert.deepEqual(await ask("stop", 4), { type: "response", id: 4, result: {} });
    assert.deepEqual(training.asked, ["ping", "pause", "stop"]);
    training.server.send(epoch(1, 0.5));
    await ask("ping", 5);
    assert.ok(!other.messages.some(({ type }) => type === "epoch"));
  });

  it("of a training of another protocol can be asked to stop, and is not attached to", async () => {
    await training.open();
    const asked: unknown[] = [];
    const other = createServer((socket) => {
      const client = new FramedSocket(socket, decodeJson);
      const hello = { type: "hello", protocol: 999, version: "9.9.9", metricsBytes: 0, run: training.folder, more: 1 };
      client.onMessage((message) => {
        const { id, name } = message as { id?: number; name?: string };
        asked.push(name);
        client.sendJson(id === undefined ? hello : { type: "response", id, result: { more: 1 } });
      });
    });
    const address = join(training.socketFolder, "0123456789ab.sock");
    writeFileSync(tokenFileOf(address, training.system) as string, "any");
    await new Promise<void>((resolve) => other.listen(address, resolve));
    await training.writer.announce(address);
    await assert.rejects(connect(training.folder, {}, training.system), {
      code: "control-protocol",
      message: /with version 9\.9\.9, which uses another protocol/,
    });
    for (const name of ["stop", "pause", "ping"] as const) await requestBasic(training.folder, name, training.system);
    assert.deepEqual(
      asked.filter((name) => name !== undefined),
      ["stop", "pause", "ping"],
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it("of a training of the same protocol can be asked the same way", async () => {
    await training.open();
    await requestBasic(training.folder, "pause", training.system);
    training.handlers.stop = () => {
      throw new Error("not now");
    };
    await assert.rejects(requestBasic(training.folder, "stop", training.system), {
      code: "control-request",
      message: /stop was refused: not now/,
    });
    assert.deepEqual(training.asked, ["pause"]);
  });

  describe("is not connected to", () => {
    const isRefused = async (folder: string, code: string, message: RegExp) =>
      assert.rejects(connect(folder, {}, training.system), { kind: "run", code, message, exitCode: 5 });
    const changeLock = (changes: object) => {
      const file = join(training.folder, "lock");
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...changes }));
    };

    it("where nobody trains the run", async () => {
      await training.open();
      await training.server.close();
      await training.writer.close();
      await isRefused(training.folder, "not-training", /no process trains this run; continue it with resume/);
    });

    it("where the training has none", async () => {
      await training.open();
      await training.writer.announce(undefined);
      await isRefused(training.folder, "control-none", /without a control socket .* log\.txt/);
    });

    it("on another machine, which it names", async () => {
      await training.open();
      changeLock({ host: "elsewhere" });
      await isRefused(training.folder, "control-elsewhere", /trained on elsewhere; attach to it there/);
    });

    it("by a copy of the run folder, which has the same lock", async () => {
      await training.open();
      const copy = `${training.folder}-copy`;
      cpSync(training.folder, copy, { recursive: true });
      await isRefused(copy, "control-other-run", /is a copy of .*; attach to that one/);
    });

    it("of a folder that was moved while it trains, until it is moved back", async () => {
      await training.open();
      const moved = `${training.folder}-moved`;
      renameSync(training.folder, moved);
      try {
        await isRefused(moved, "control-moved", /trains this run as .*, which does not exist here; .* move it back/);
      } finally {
        renameSync(moved, training.folder);
      }
      (await connect(training.folder, {}, training.system)).close();
    });

    it("where nobody listens, or the address is none of ours", async () => {
      await training.open();
      const { address } = training.server;
      for (const socket of [
        join(training.socketFolder, "0123456789ab.sock"),
        join(training.temporary.path, "elsewhere.sock"),
        "\\\\.\\pipe\\matrix-network-0123456789ab",
        "",
      ]) {
        changeLock({ socket });
        await isRefused(training.folder, "control-unreachable", /does not answer from here/);
      }
      changeLock({ socket: address });
      await connect(training.folder, {}, training.system);
    });
  });
});
