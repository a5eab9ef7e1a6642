/**
 * Sanity checks in VS Code's Test Explorer: listed from the text alone, run by a process, failures shown on a line,
 * cancelled at once.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { activate, config, isAlive, tidy, until } from "./parts";
import { childProcesses } from "./processes";
import { TestRuns } from "./testRuns";

describe("sanity checks in the Test Explorer", () => {
  let runs: TestRuns;

  before(async () => {
    runs = new TestRuns((await activate()).sanity.controller);
  });
  beforeEach(() => runs.forget());
  after(async () => {
    runs.restore();
    await tidy();
  });

  const itemOf = async (name: string) => {
    const { sanity } = await activate();
    await sanity.controller.resolveHandler?.(undefined);
    const item = await until("the config's item", () => sanity.controller.items.get(config(name).toString()));
    await sanity.controller.resolveHandler?.(item);
    return item;
  };
  const leaf = (item: vscode.TestItem, id: string) => {
    const found = [...item.children].map(([, child]) => child).find((child) => child.id.endsWith(id));
    assert.ok(found, id);
    return found;
  };
  const checking = () => childProcesses(/trainer\.js inspect/);
  const run = async (items: vscode.TestItem[], token = new vscode.CancellationTokenSource().token) => {
    const { sanity } = await activate();
    return sanity.run(new vscode.TestRunRequest(items), token);
  };

  it("are listed in their order, and no data is read for it", async () => {
    const item = await itemOf("iris");
    const before = ["gradients", "backends"].map((id) => leaf(item, id));
    const inOrder = ({ children }: vscode.TestItem) =>
      [...children]
        .map(([, child]) => child)
        .sort((a, b) => (a.sortText ?? "").localeCompare(b.sortText ?? ""))
        .map(({ label, description }) => `${label}: ${description}`);
    assert.deepEqual(inOrder(item), [
      "gradients: match finite differences",
      "cost before training: matches the cost of guessing",
      "ten examples: can be memorized",
      "backends: agree with the reference",
      "random labels: do not improve validation",
    ]);
    assert.deepEqual(inOrder(leaf(item, "gradients")), ["layer 1: tanh", "output layer: softmax"]);
    // One icon beside the text runs them all; an icon on every line would be noise.
    assert.equal(item.range?.start.line, 0);
    assert.ok([...item.children].every(([, { range }]) => range === undefined));
    const { sanity } = await activate();
    const names = [...sanity.controller.items].map(([, { label }]) => label);
    assert.ok(names.includes("long"), String(names));
    await itemOf("iris");
    // A run in progress reports to the items of its start.
    assert.deepEqual(
      ["gradients", "backends"].map((id) => leaf(item, id) === before.find((each) => each.id.endsWith(id))),
      [true, true],
    );
  });

  it("pass with their output and go with their process", async () => {
    const item = await itemOf("iris");
    const before = await checking();
    await run([leaf(item, "gradients"), leaf(item, "initial-cost")]);
    assert.deepEqual(runs.reported, [
      { item: "gradient-0", state: "passed" },
      { item: "gradient-1", state: "passed" },
      { item: "initial-cost", state: "passed" },
    ]);
    assert.match(runs.output, /✓ W0\[.*finite difference/);
    assert.match(runs.output, /ln 3 = 1\.099/);
    await until("the process to leave", async () => (await checking()).every((pid) => before.includes(pid)));
  });

  it("fail on the line of the config, and say what it usually means", async () => {
    const text = readFileSync(config("iris").fsPath, "utf8");
    writeFileSync(config("slow").fsPath, text.replace('"learningRate": 0.01', '"learningRate": 1e-12'));
    try {
      const { networks } = await activate();
      await networks.refresh();
      const item = await itemOf("slow");
      const check = leaf(item, "overfit-ten");
      await run([check]);
      const [{ state, message }] = runs.reported;
      assert.equal(state, "failed");
      assert.match(String(message?.message), /did not fall in 3000 steps.*learning rate of 1e-12 is too small/);
      assert.equal(message?.location?.range.start.line, 13);
      assert.equal(check.range?.start.line, 13, "the check that failed stands on the line too");
      const { sanity } = await activate();
      assert.deepEqual([...sanity.failedLines(config("slow"))], [13]);
      // The failure stays on its line when the text changes.
      const editor = await vscode.window.showTextDocument(config("slow"));
      assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// slow\n")));
      await until("the check a line further", () => [...sanity.failedLines(config("slow"))].join() === "14");
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    } finally {
      await vscode.workspace.fs.delete(config("slow"));
    }
  });

  it("say why a config cannot be checked", async () => {
    const { sanity } = await activate();
    const item = await itemOf("broken");
    await run([leaf(item, "backends")]);
    assert.deepEqual([runs.reported.length, runs.reported[0].state], [1, "errored"]);
    assert.match(String(runs.reported[0].message?.message), /broken\.network\.json/);
    assert.ok(sanity.controller.items.size > 1);
  });

  it("are given up at once, their process too", async () => {
    const item = await itemOf("iris");
    const before = await checking();
    const source = new vscode.CancellationTokenSource();
    const running = run([item], source.token);
    const pid = await until("the process", async () => (await checking()).find((each) => !before.includes(each)));
    source.cancel();
    await running;
    await until("the process to be gone", () => !isAlive(pid), 3);
    assert.ok(
      runs.reported.every(({ state }) => state !== "errored"),
      JSON.stringify(runs.reported),
    );
  });
});
