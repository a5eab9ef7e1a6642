/** What a panel's page may ask of its host, and how the host navigates the page; invalid messages are ignored. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import * as vscode from "vscode";
import { FakePage } from "./fakePage";
import { activate, config, placeGoldenRun, stopDebugging, tidy, until } from "./parts";
import { StoppedClock } from "./stoppedClock";

describe("the panel's page and its host", () => {
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
        executeCommand: async (name: string, _run?: unknown, { condition }: { condition?: string } = {}) =>
          void (name !== "setContext" && done.push(condition ? `${name} ${condition}` : name)),
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
      { type: "moment", example: { set: "test || true", index: 0 }, right: true },
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
      // A second history is sent if the run was described before its events were read.
      await page.next("history", ({ events }) => events.length > 0);
      const histories = page.all("history").length;
      for (const message of wrong) page.say(message as { type: string });
      page.say({ ...asked, id: 3, name: "evaluation" } as { type: string });
      await until("an answer", () => answers().includes(3));
      assert.deepEqual([page.all("history").length, answers(), clock.waits, done], [histories, [3], [], []]);
      // Shows that valid messages are acted upon, so that the checks above cannot pass by accident.
      page.say({ type: "command", command: "stop" });
      page.say({ type: "debug", example: { set: "test", index: 0 } });
      page.say({ type: "moment", example: { set: "test", index: 0 }, right: false });
      page.say({ type: "fork", epoch: 1 });
      page.say({ type: "save", name: "x", kind: "svg", data: "" });
      page.say({ type: "copy", text: "5" });
      assert.deepEqual(done, [
        ...["matrixNetwork.stop", "debug", "matrixNetwork.findMoment !right(test, 0)"],
        ...["matrixNetwork.forkRun", "save", "copy"],
      ]);
    } finally {
      for (const undo of restore) undo();
      clock.goOn();
    }
  });
});

/** Replaces these properties of an object, and returns a function that restores them. */
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
