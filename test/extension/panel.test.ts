/** The host's end of the panel: history, live events, answers about examples, and how a run stands. */
import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { At } from "../../src/protocol/at";
import { FakePage } from "./fakePage";
import {
  activate,
  answering,
  config,
  killed,
  placeGoldenRun,
  startTraining,
  stopDebugging,
  tidy,
  trainInTerminal,
  until,
} from "./parts";
import { serversOf } from "./processes";
import { StoppedClock } from "./stoppedClock";

const warning = { type: "warning", code: "late", message: "said after the end" } as const;
const heatmap = { layer: 0, what: "weights", rows: 28, columns: 16 } as const;

describe("the panel's host", () => {
  let page: FakePage;

  afterEach(tidy);

  it("gives its page no way to run anything but its own script", async () => {
    page = await FakePage.of(placeGoldenRun());
    const [, policy] = page.html.match(/Content-Security-Policy" content="([^"]*)"/) ?? [];
    assert.match(policy, /^default-src 'none'; /);
    assert.doesNotMatch(policy, /unsafe/);
    const [, nonce] = policy.match(/script-src 'nonce-([\w-]{20,})'/) ?? [];
    assert.ok(nonce, policy);
    const scripts = page.html.match(/<script[^>]*>/g) ?? [];
    assert.equal(scripts.length, 1);
    assert.ok(scripts[0].includes(`nonce="${nonce}"`) && scripts[0].includes("src="));
    assert.doesNotMatch(page.html, /<style|style=|onload=|onclick=/);
  });

  it("says nothing before the page is ready, then everything at once", async () => {
    const folder = placeGoldenRun();
    const clock = await StoppedClock.stop();
    try {
      page = await FakePage.of(folder);
      // The host has read the run, and would say what comes after it.
      await until("something to say", () => {
        appendFileSync(join(folder, "metrics.jsonl"), `${JSON.stringify(warning)}\n`);
        return clock.waits.length > 0;
      });
    } finally {
      clock.goOn();
    }
    assert.deepEqual(page.received, []);
    page.say({ type: "ready" });
    const { run, events } = await page.next("history");
    assert.equal(run.folder, folder);
    assert.equal(run.network, "iris");
    assert.equal(run.shape.length, run.activations.length + 1);
    assert.deepEqual(
      events.flatMap((event) => (event.type === "epoch" ? [event.epoch] : [])),
      [1, 2, 3, 4],
    );
    assert.deepEqual(events.at(-1), warning);
    const { state, can } = await page.next("state");
    assert.equal(state, "completed");
    assert.deepEqual(can, { stop: false, pause: false, continue: false, resumeRun: false });
  });

  it("gives a page that comes back the whole history again, and nothing to one that is hidden", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    await page.next("events", ({ events }) => events.some(({ type }) => type === "epoch"));
    page.show(false);
    const before = page.received.length;
    const epoch = training.lastEpoch?.epoch ?? 0;
    await until("further epochs", () => (training.lastEpoch?.epoch ?? 0) > epoch + 1);
    assert.equal(page.received.length, before);
    page.show(true);
    page.say({ type: "ready" });
    await until("the history", () => page.all("history").length === 2);
    await until("the epochs that went by unseen", () => epochsOf(page).length > epoch + 1);
    assert.deepEqual(
      epochsOf(page),
      epochsOf(page).map((_, i) => i + 1),
    );
  });

  it("sends what comes in batches, at most twenty a second, and loses none", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    await page.next("history");
    const clock = await StoppedClock.stop();
    try {
      for (let i = 0; i < 3; i++) {
        const [wait] = await until("something to send", () => clock.waits.length > 0 && clock.waits);
        const sent = page.all("events").length;
        const epoch = training.lastEpoch?.epoch ?? 0;
        await until("further epochs", () => (training.lastEpoch?.epoch ?? 0) > epoch + 1);
        assert.deepEqual(clock.waits, [wait]);
        assert.ok(wait >= 1000 / 20, `${wait} ms`);
        clock.pass(wait - 1);
        assert.equal(page.all("events").length, sent);
        clock.pass(1);
        assert.equal(page.all("events").length, sent + 1);
      }
    } finally {
      clock.goOn();
    }
    await training.stop();
    await training.ended;
    const last = training.lastEpoch?.epoch ?? 0;
    await until("the last epoch", () => epochsOf(page).at(-1) === last);
    assert.deepEqual(
      epochsOf(page),
      Array.from({ length: last }, (_, i) => i + 1),
    );
  });

  it("follows a run of another process, with the weights of its last checkpoint, and knows when it is killed", async () => {
    const child = trainInTerminal("long");
    try {
      const { networks } = await activate();
      const run = await until("the run", () => networks.network(config("long"))?.runs.find(({ epoch }) => epoch >= 1));
      page = await FakePage.of(run.folder);
      page.say({ type: "ready" });
      await page.next("history");
      await page.ask("weights", { ...heatmap, at: "now" });
      const known = epochsOf(page).length;
      await until("further epochs", () => epochsOf(page).length > known + 1);
      const { can } = await page.next("state", ({ state }) => state === "running");
      assert.deepEqual(can, { stop: false, pause: false, continue: false, resumeRun: false });
      await killed(child);
      await page.next("state", ({ state, can }) => state === "crashed" && can.resumeRun);
    } finally {
      await killed(child);
    }
  });

  it("answers questions about a run's examples from its folder, and says what is wrong with others", async () => {
    const folder = placeGoldenRun();
    page = await FakePage.of(folder);
    page.say({ type: "ready" });
    const { examples, confusion } = await page.ask("evaluation", { set: "validation" });
    assert.equal(
      confusion.flat().reduce((sum, count) => sum + count),
      examples,
    );
    await assert.rejects(page.ask("evaluation", { set: "every" as never }), /set/);
    const ask = { ...{ type: "ask" }, params: {} };
    page.say({ ...ask, id: -1, folder, name: "stop" } as { type: string });
    page.say({ ...ask, id: -2, folder: "/tmp", name: "data" } as { type: string });
    const elsewhere = await page.next("answer", ({ id }) => id === -2);
    assert.ok("error" in elsewhere && elsewhere.error.includes("/tmp"), JSON.stringify(elsewhere));
    assert.ok(
      page.all("answer").every(({ id }) => id !== -1),
      "a page may ask for nothing but examples",
    );
    assert.equal((await serversOf(folder)).length, 1);
    await page.close();
    await until("the process to leave", async () => (await serversOf(folder)).length === 0);
  });

  it("draws the network that trains at its present moment, and at the kept one that is asked for", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    const draw = (at: At) => page.ask("diagram", { most: 4, mostInputs: 4, at });
    const first = await draw("now");
    await until("further epochs", () => (training.lastEpoch?.epoch ?? 0) > Math.max(20, first.epoch + 1));
    const second = await draw("now");
    assert.ok(second.epoch > first.epoch, `${second.epoch} after ${first.epoch}`);
    assert.notDeepEqual(second.layers[0].W, first.layers[0].W);
    assert.equal((await draw(20)).epoch, 20);
  });

  it("answers a page also where the answer is there before the page is greeted", async () => {
    page = await FakePage.of(placeGoldenRun());
    page.say({ type: "ready" });
    page.say({ type: "ask", id: -1, folder: "/tmp", name: "data", params: {} } as { type: string });
    const answer = await page.next("answer", ({ id }) => id === -1);
    assert.ok("error" in answer && answer.error.includes("/tmp"), JSON.stringify(answer));
  });

  it("starts the debugger on an example that the page holds", async () => {
    const folder = placeGoldenRun();
    page = await FakePage.of(folder);
    page.say({ type: "ready" });
    const started = new Promise<vscode.DebugSession>((resolve) => {
      const listening = vscode.debug.onDidStartDebugSession((session) => {
        listening.dispose();
        resolve(session);
      });
    });
    page.say({ type: "debug", at: 2, example: { set: "test", index: 3 } });
    const session = await started;
    const { run, epoch, example } = session.configuration;
    assert.deepEqual([session.type, run, epoch, example], ["matrix-network", folder, 2, { set: "test", index: 3 }]);
    await stopDebugging();
  });

  it("says that a training crashed, with the end of its log, and offers to resume it", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    await until("an epoch", () => training.lastEpoch);
    await answering(undefined, async (said) => {
      process.kill(training.pid ?? 0, "SIGKILL");
      await until("the crash to be told", () => said.length > 0);
    });
    const { can, problem } = await page.next("state", ({ state, problem }) => {
      return state === "crashed" && (problem?.log.length ?? 0) > 0;
    });
    assert.match(problem?.message ?? "", /SIGKILL/);
    assert.deepEqual(can, { stop: false, pause: false, continue: false, resumeRun: true });
  });

  it("follows a training through pause and stop, and shows its last weights", async () => {
    const training = await startTraining("long");
    page = await FakePage.of(training.folder);
    page.say({ type: "ready" });
    await page.next("state", ({ can }) => can.stop && can.pause && !can.continue);
    page.say({ type: "command", command: "pause" });
    await page.next("state", ({ state, can }) => state === "paused" && can.continue && !can.pause);
    page.say({ type: "command", command: "stop" });
    await page.next("state", ({ state, can }) => state === "stopped" && can.resumeRun && !can.stop);
    await training.ended;
    const { epoch, batch } = await page.ask("weights", { ...heatmap, at: "now" });
    assert.ok(epoch >= (training.lastEpoch?.epoch ?? 0), `epoch ${epoch}, batch ${batch}`);
  });

  it("moves its page to a moment and a tab, once it is ready", async () => {
    const folder = placeGoldenRun();
    const { networks } = await activate();
    await networks.refresh();
    page = await FakePage.of(folder);
    const run = networks.run(folder);
    const open = (...args: unknown[]) => vscode.commands.executeCommand("matrixNetwork.openResults", ...args);
    await open({ kind: "epoch", run, epoch: 2 }, [{ kind: "epoch", run, epoch: 2 }]);
    assert.equal(page.received.length, 0);
    page.say({ type: "ready" });
    assert.deepEqual(await page.next("look"), { type: "look", epoch: 2 });
    assert.equal(page.received[0].type, "history");
    await open(folder, { epoch: 4, tab: "mistakes" });
    assert.deepEqual(await page.next("look", ({ epoch }) => epoch === 4), { type: "look", epoch: 4, tab: "mistakes" });
    await open(folder);
    assert.equal(page.all("look").length, 2);
  });

  it("writes a file where a person says, none where they say nothing, and copies texts", async () => {
    page = await FakePage.of(placeGoldenRun());
    const asked: vscode.Uri[] = [];
    const { showSaveDialog } = vscode.window;
    const file = config("saved").fsPath.replace("saved.network.json", "saved.svg");
    let answer: vscode.Uri | undefined;
    Object.assign(vscode.window, {
      showSaveDialog: async ({ defaultUri }: vscode.SaveDialogOptions) => {
        if (defaultUri) asked.push(defaultUri);
        return answer;
      },
    });
    try {
      page.say({ type: "save", name: "iris-cost", kind: "svg", data: "<svg/>" });
      await until("the question", () => asked.length === 1);
      assert.equal(asked[0].fsPath, config("iris-cost").fsPath.replace(".network.json", ".svg"));
      answer = vscode.Uri.file(file);
      page.say({ type: "save", name: "iris-cost", kind: "svg", data: "<svg/>" });
      await until("the file", () => existsSync(file));
      assert.equal(readFileSync(file, "utf8"), "<svg/>");
      page.say({ type: "save", name: "../../elsewhere", kind: "svg", data: "" } as never);
      page.say({ type: "copy", text: "epoch\tcost" });
      await until("the clipboard", async () => (await vscode.env.clipboard.readText()) === "epoch\tcost");
      assert.equal(asked.length, 2);
    } finally {
      Object.assign(vscode.window, { showSaveDialog });
      rmSync(file, { force: true });
    }
  });

  it("passes over messages that no page of ours sends", async () => {
    page = await FakePage.of(placeGoldenRun());
    const clock = await StoppedClock.stop();
    const done: string[] = [];
    const note = (name: string) => async () => void done.push(name);
    const restore = [
      replace(vscode.commands, {
        executeCommand: async (name: string) => void (name !== "setContext" && done.push(name)),
      }),
      replace(vscode.debug, { startDebugging: note("debug") }),
      replace(vscode.window, { showSaveDialog: note("save") }),
      replace(vscode.env, { clipboard: { writeText: note("copy") } }),
    ];
    const answers = () => page.all("answer").map(({ id }) => id);
    const asked = { type: "ask", folder: page.folder, params: { set: "validation" } };
    const wrong: unknown[] = [
      null,
      "ready",
      { type: "ready", again: true },
      { type: "everything" },
      { type: "command" },
      { type: "command", command: "deleteRun" },
      { type: "command", command: "stop", folder: "/" },
      { type: "debug", example: { set: "test", index: -1 } },
      { type: "debug", example: { values: ["a"] } },
      { type: "fork", epoch: 1.5 },
      { ...asked, id: 4, folder: undefined, name: "evaluation" },
      { ...asked, id: 5, params: "all", name: "evaluation" },
      { type: "save", name: "../x", kind: "svg", data: "" },
      { type: "save", name: "x", kind: "exe", data: "" },
      { type: "copy" },
      { type: "copy", text: 5 },
      { ...asked, id: "1", name: "evaluation" },
      { ...asked, id: 2, name: "predict" },
    ];
    try {
      page.say({ type: "ready" });
      // The second one comes where the run was described before its events were read.
      await page.next("history", ({ events }) => events.length > 0);
      const histories = page.all("history").length;
      for (const message of wrong) page.say(message as { type: string });
      page.say({ ...asked, id: 3, name: "evaluation" } as { type: string });
      await until("an answer", () => answers().includes(3));
      assert.deepEqual([page.all("history").length, answers(), clock.waits, done], [histories, [3], [], []]);
      // So that nothing is done because nothing is: what a page of ours sends is acted upon.
      page.say({ type: "command", command: "stop" });
      page.say({ type: "debug", example: { set: "test", index: 0 } });
      page.say({ type: "fork", epoch: 1 });
      page.say({ type: "save", name: "x", kind: "svg", data: "" });
      page.say({ type: "copy", text: "5" });
      assert.deepEqual(done, ["matrixNetwork.stop", "debug", "matrixNetwork.forkRun", "save", "copy"]);
    } finally {
      for (const undo of restore) undo();
      clock.goOn();
    }
  });
});

/** Puts these in place of what an object has, and returns what undoes it. */
function replace(object: object, others: Record<string, unknown>): () => void {
  const undo = Object.keys(others).map((name) => {
    const before = Object.getOwnPropertyDescriptor(object, name) as PropertyDescriptor;
    Object.defineProperty(object, name, { value: others[name], configurable: true, writable: true });
    return () => void Object.defineProperty(object, name, before);
  });
  return () => {
    for (const each of undo) each();
  };
}

/** Epochs that a page knows: of the last history, and of what came after it. */
function epochsOf(page: FakePage): number[] {
  const from = page.received.findLastIndex(({ type }) => type === "history");
  return page.received.slice(from).flatMap((message) => {
    if (message.type !== "history" && message.type !== "events") return [];
    return message.events.flatMap((event) => (event.type === "epoch" ? [event.epoch] : []));
  });
}
