/** A real session and its control socket: clients receive the events that are in the run folder. */
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { attach } from "../../src/control/attach";
import { type Connection, connect } from "../../src/control/client";
import type { Event } from "../../src/protocol/events";
import { readEvents } from "../../src/runs/events";
import { finish, irisConfig, last, Workspace, withoutTimes } from "../trainer/workspace";

describe("a session with clients", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  it("tells each the same events as metrics.jsonl has, whenever it came, also after a resume", async () => {
    const config = irisConfig({ training: { epochs: 30 } });
    const whole = await workspace.train(config);
    const heard: Event[][] = [];
    const clients: Promise<Connection>[] = [];
    const join = (run: string) => {
      const events: Event[] = [];
      heard.push(events);
      const onEvent = (event: Event) => {
        if (event.type !== "progress") events.push(event);
      };
      clients.push(attach(run, { onHistory: (history) => events.push(...history), onEvent }));
    };
    let run = "";
    const first = await finish({ train: workspace.write(config) }, (event, session) => {
      if (event.type === "started") run = event.run;
      if (event.type === "epoch" && [1, 7, 12].includes(event.epoch)) join(run);
      if (event.type === "epoch" && event.epoch === 15) session.stop();
    });
    assert.equal(first.done.reason, "stopped");
    const half = await readEvents(run);
    for (const client of await Promise.all(clients.splice(0))) await client.closed;
    for (const events of heard.splice(0)) assert.deepEqual(events, half);

    await finish({ resume: run }, (event) => {
      if (event.type === "epoch" && [16, 22].includes(event.epoch)) join(run);
    });
    for (const client of await Promise.all(clients)) await client.closed;
    const file = await readEvents(run);
    for (const events of heard) assert.deepEqual(events, file);
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(whole.run)));
  });

  it("is paused, goes on and is stopped by any of them, and all hear of it", async () => {
    const config = irisConfig({ training: { epochs: 1_000_000, checkpointEvery: 1000, keepEvery: 1000 } });
    const heard: string[] = [];
    let acted: Promise<void> | undefined;
    const { done, run } = await finish({ train: workspace.write(config) }, (event) => {
      if (event.type === "epoch") acted ??= act(workspace.runs()[0]);
    });
    await acted;
    assert.equal(done.reason, "stopped");
    assert.deepEqual(heard, ["a: goes on", "b: goes on", "a: paused", "b: paused", "a: goes on", "b: goes on"]);
    assert.ok(!existsSync(join(run, "lock")));

    async function act(folder: string): Promise<void> {
      const [a, b] = [
        await connect(folder, { onStatus: ({ paused }) => heard.push(`a: ${paused ? "paused" : "goes on"}`) }),
        await connect(folder, { onStatus: ({ paused }) => heard.push(`b: ${paused ? "paused" : "goes on"}`) }),
      ];
      await a.channel.request("pause", {});
      await b.channel.request("ping", {});
      const { epoch } = await b.channel.request("weights", { layer: 0, rows: 9, columns: 9 });
      assert.equal((await a.channel.request("weights", { layer: 0, rows: 9, columns: 9 })).epoch, epoch);
      await b.channel.request("resume", {});
      await a.channel.request("ping", {});
      await a.channel.request("stop", {});
      await Promise.all([a.closed, b.closed]);
    }
  });

  it("trains without a socket where none can be opened, and says why", async () => {
    const runtime = process.env.XDG_RUNTIME_DIR;
    const folder = join(workspace.path, `matrix-network-${process.getuid?.()}`);
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    process.env.XDG_RUNTIME_DIR = workspace.path;
    try {
      const { events, run, done } = await workspace.train(irisConfig());
      assert.equal(done.reason, "completed");
      const warning = events.find((event) => event.type === "warning");
      assert.ok(warning?.type === "warning" && warning.code === "control-socket");
      assert.match(warning.message, /attach to this training: .*other users can enter it/);
      assert.match(readFileSync(join(run, "log.txt"), "utf8"), /warning: .*other users can enter it/);
    } finally {
      if (runtime === undefined) delete process.env.XDG_RUNTIME_DIR;
      else process.env.XDG_RUNTIME_DIR = runtime;
    }
  });
});
