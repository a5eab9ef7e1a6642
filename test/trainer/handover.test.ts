/**
 * A training handed over from process to process: each continues where the one before stopped, and clients see no gap.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attach } from "../../src/control/attach";
import { connect } from "../../src/control/client";
import type { Event } from "../../src/protocol/events";
import { readEvents } from "../../src/runs/events";
import { reopenRun } from "../../src/runs/writer";
import { type Child, forkTrainer } from "./childPort";
import { comparable, finish, irisConfig, last, Workspace, withoutTimes } from "./workspace";

/** 10 minibatches per epoch. */
const irisOf = (epochs: number) =>
  irisConfig({ training: { epochs, keepEvery: 100, optimizer: { type: "adam", learningRate: 0.01 } } });
const config = irisOf(30);
const endless = irisOf(1_000_000);

describe("a training that is handed over", () => {
  let workspace: Workspace;
  const children: Child<"train">[] = [];
  before(() => {
    workspace = new Workspace();
  });
  afterEach(() => {
    for (const { process } of children.splice(0)) process.kill("SIGKILL");
  });
  after(() => workspace.remove());

  const start = async (...args: string[]) => {
    const child = await forkTrainer<"train">(args);
    children.push(child);
    return child;
  };
  /** Starts the first child and pauses it within an epoch. */
  const paused = async (trained: object) => {
    const first = await start("train", workspace.write(trained as Record<string, unknown>));
    const started = await first.event("started");
    await first.event("epoch");
    await first.channel.request("pause", {});
    return started;
  };
  const lockOf = (run: string) => JSON.parse(readFileSync(join(run, "lock"), "utf8"));

  it("goes on in the next process from the same minibatch, and ends with the weights of one that stayed", async () => {
    const whole = await workspace.train(config);
    const { run } = await paused(config);
    const { token } = lockOf(run);
    const [first] = children;
    // A pause takes effect after one more minibatch.
    const second = await start("take", run);
    await second.channel.request("pause", {});
    assert.equal(await first.exit, 0);
    assert.ok(!first.events.some(({ type }) => type === "done" || type === "failed"));
    assert.deepEqual([lockOf(run).pid, lockOf(run).token], [second.process.pid, token]);
    const third = await start("take", run);
    await third.event("done");
    assert.deepEqual([await second.exit, await third.exit], [0, 0]);
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(whole.run)));
    const events = await readEvents(run);
    const epochs = (all: Event[]) => comparable(all.filter(({ type }) => type === "epoch"));
    assert.deepEqual(epochs(events), epochs(whole.events));
    assert.equal(events.filter(({ type }) => type === "started").length, 3);
    assert.equal(events.filter(({ type }) => type === "done").length, 1);
  });

  it("is refused where its own program needs it, by another version, and once it is over", async () => {
    let refused: Promise<void> | undefined;
    const ask = async (run: string) => {
      const other = await start("take", run);
      const { code, message } = await other.event("failed");
      assert.equal(code, "hand-over");
      assert.match(message, /for a program that waits for its result, and keeps it; stop it there/);
      const { channel, close } = await connect(run);
      const to = { pid: process.pid, host: "here" };
      await assert.rejects(channel.request("handOver", { version: "0.0.0", to }), /keeps it/);
      close();
    };
    let folder = "";
    const { done, run } = await finish({ train: workspace.write(endless) }, (event, session) => {
      if (event.type === "started") folder = event.run;
      if (event.type !== "epoch" || refused) return;
      refused = ask(folder).finally(() => session.stop());
    });
    await refused;
    assert.equal(done.reason, "stopped");
    const late = await start("take", run);
    assert.equal((await late.event("failed")).code, "not-training");
  });

  it("can be resumed where the next process dies before it goes on", async () => {
    const { run } = await paused(endless);
    const { channel, close } = await connect(run);
    const dead = await start("inspect");
    const to = { ...lockOf(run), pid: dead.process.pid as number };
    const version = (await channel.hello).version;
    await assert.rejects(
      channel.request("handOver", { version: "0.0.0", to: identity(to) }),
      /version 0\.0\.0 asks for it/,
    );
    const { token } = await channel.request("handOver", { version, to: identity(to) });
    close();
    assert.equal(await children[0].exit, 0);
    dead.process.kill("SIGKILL");
    await dead.exit;
    assert.equal(lockOf(run).token, token);
    await (await reopenRun(run)).close();
    const resumed = await start("resume", run);
    assert.ok((await resumed.event("started")).startEpoch > 0);
  });

  it("shows an attached client every event once", async () => {
    const { run } = await paused(endless);
    const heard: Event[] = [];
    const before = await attach(run, {
      onHistory: (events) => heard.push(...events),
      onEvent: (event) => heard.push(event),
    });
    const second = await start("take", run);
    await second.event("started");
    await before.closed;
    const file = await readEvents(run);
    const seen = heard.filter(({ type }) => type !== "progress");
    assert.deepEqual(seen, file.slice(0, seen.length));
    assert.ok(file.slice(seen.length).every((event, i) => (event.type === "started") === (i === 0)));
  });
});

function identity({ pid, host, boot, namespace, started }: Record<string, unknown>) {
  return { pid, host, boot, namespace, started } as { pid: number; host: string };
}
