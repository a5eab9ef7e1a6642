/** Runs in the tree: epochs, changed settings, names, pins, order, selection, and drag and drop. */
import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { RunDragAndDrop } from "../../src/extension/tree/dragAndDrop";
import type { TreeNode } from "../../src/extension/tree/networksTree";
import { formatLine } from "../../src/runs/metricsLine";
import { FakePage } from "./fakePage";
import { activate, answering, config, placeGoldenRun, tidy, until } from "./parts";
import { standIns } from "./standInPanel";

const edited = { type: "edited", epoch: 1, batch: 2, operation: "gather", target: "W0", from: 1, to: 0 } as const;

type RunNode = Extract<TreeNode, { kind: "run" }>;

describe("runs in the tree", () => {
  let first: string;
  let second: string;

  beforeEach(async () => {
    await tidy();
    first = placeGoldenRun("20260101T120000Z-00aa");
    second = placeGoldenRun("20260102T120000Z-00bb");
    change(second, (manifest) => {
      manifest.created = "2026-01-02T12:00:00.000Z";
      manifest.config.training.optimizer.learningRate = 0.5;
      manifest.config.training.regularization.l2 = 0.1;
    });
    change(first, (manifest) => {
      manifest.created = "2026-01-01T12:00:00.000Z";
    });
    await (await activate()).networks.refresh();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("matrixNetwork.clearFilter");
    await vscode.commands.executeCommand("matrixNetwork.sortRuns", "newest");
    await tidy();
  });

  it("expand to the epochs that were kept, the best of them marked, each a way to the panel at that moment", async () => {
    const { tree } = await activate();
    const [run] = await runNodes();
    assert.equal(tree.getTreeItem(run).collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    const epochs = await tree.getChildren(run);
    const items = epochs.map((node) => tree.getTreeItem(node));
    assert.deepEqual(
      items.map(({ label }) => label),
      ["epoch 4", "epoch 3", "epoch 2", "epoch 1"],
    );
    const best = items.filter(({ description }) => /best/.test(String(description)));
    assert.deepEqual(
      best.map(({ label }) => label),
      [`epoch ${run.run.best?.epoch}`],
    );
    assert.match(String(items[0].description), /^\d+(\.\d)?%/);
    const { command } = items[2];
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    await until("the panel", () => standIns().some((title) => title.startsWith("iris · ")));
  });

  it("say what they were trained with that the run before was not, in full when the pointer rests", async () => {
    const { tree } = await activate();
    const [newer, older] = (await runNodes()).map((node) => tree.getTreeItem(node));
    assert.match(String(newer.description), /η 0\.2 → 0\.5, λ 0 → 0\.1/);
    assert.doesNotMatch(String(older.description), /→/);
    const tooltip = (newer.tooltip as vscode.MarkdownString).value;
    assert.match(tooltip, /η 0\.2 → 0\.5/);
  });

  it("say how many values were set in them in the debugger", async () => {
    const { networks, tree } = await activate();
    const lines = [1, 2].map((row) => formatLine({ ...edited, index: [row, 0] }));
    appendFileSync(join(first, "metrics.jsonl"), lines.join(""));
    await networks.refresh();
    const [older, newer] = [first, second].map(async (folder) => {
      const node = (await runNodes()).find(({ run }) => run.folder === folder);
      return tree.getTreeItem(node as RunNode);
    });
    assert.match(String((await older).description), / · 2 values set in the debugger$/);
    assert.match(((await older).tooltip as vscode.MarkdownString).value, /2 values set in the debugger/);
    assert.doesNotMatch(String((await newer).description), /debugger/);
  });

  it("say on which machine they are trained where that is another one, and so does the panel", async () => {
    const { networks, tree } = await activate();
    const metrics = join(first, "metrics.jsonl");
    const lines = readFileSync(metrics, "utf8").split("\n");
    writeFileSync(metrics, `${lines.filter((line) => line !== "" && !line.includes('"done"')).join("\n")}\n`);
    // The lock of a process on another machine.
    const lock = { pid: 2 ** 22 + 1, host: "elsewhere", heartbeat: new Date().toISOString(), token: "other", beats: 1 };
    writeFileSync(join(first, "lock"), JSON.stringify(lock));
    await networks.refresh();
    const node = (await runNodes()).find(({ run }) => run.folder === first);
    assert.ok(node);
    const item = tree.getTreeItem(node);
    assert.match(String(item.description), / · 4\/4 · on elsewhere$/);
    assert.match(
      (item.tooltip as vscode.MarkdownString).value,
      /trained on elsewhere, which cannot be reached from here/,
    );
    const page = await FakePage.of(first);
    page.say({ type: "ready" });
    const { state, can } = await page.next("state", ({ host }) => host === "elsewhere");
    assert.deepEqual([state, can.stop], ["running", false]);
    await page.close();
    rmSync(join(first, "lock"));
  });

  it("get a name that is kept with them, shown here and on the panel, and taken back by an empty one", async () => {
    const { tree } = await activate();
    const [node] = await runNodes();
    await vscode.commands.executeCommand("matrixNetwork.openResults", node);
    await vscode.commands.executeCommand("matrixNetwork.renameRun", node, " steeper ");
    const { $comment: _, ...written } = JSON.parse(readFileSync(join(second, "label.json"), "utf8"));
    assert.deepEqual(written, { name: "steeper" });
    const label = async () => tree.getTreeItem((await runNodes())[0]).label;
    assert.equal(await label(), "steeper");
    await until("the panel's title", () => standIns().includes("iris · steeper"));
    await vscode.commands.executeCommand("matrixNetwork.renameRun", node, "");
    assert.ok(!existsSync(join(second, "label.json")));
    assert.notEqual(await label(), "steeper");
  });

  it("are pinned several at once, stand first then, and are not deleted along with others", async () => {
    const third = placeGoldenRun("20260103T120000Z-00cc");
    await (await activate()).networks.refresh();
    const older = (await runNodes()).filter(({ run }) => run.folder !== third);
    await vscode.commands.executeCommand("matrixNetwork.pinRun", older[0], older);
    assert.deepEqual(await folders(), [second, first, third]);
    const item = (await activate()).tree.getTreeItem((await runNodes())[0]);
    assert.match(String(item.contextValue), /\.pinned$/);
    assert.match(item.accessibilityInformation?.label ?? "", /pinned/);
    const all = await runNodes();
    const { said } = await answering("Delete", async () =>
      vscode.commands.executeCommand("matrixNetwork.deleteRun", all[0], all),
    );
    assert.equal(said.length, 1);
    assert.deepEqual([first, second, third].map(existsSync), [true, true, false]);
    await vscode.commands.executeCommand("matrixNetwork.unpinRun", older[1], older);
    assert.ok(!existsSync(join(first, "label.json")));
    await answering("Delete", async () => vscode.commands.executeCommand("matrixNetwork.deleteRun", older[0], older));
    assert.deepEqual([first, second].map(existsSync), [false, false]);
  });

  it("stand in the order that was chosen", async () => {
    assert.deepEqual(await folders(), [second, first]);
    await vscode.commands.executeCommand("matrixNetwork.sortRuns", "oldest");
    assert.deepEqual(await folders(), [first, second]);
    await vscode.commands.executeCommand("matrixNetwork.renameRun", second, "a name");
    await vscode.commands.executeCommand("matrixNetwork.sortRuns", "name");
    assert.deepEqual(await folders(), [second, first]);
  });

  it("are chosen by words and states, and configs without any of them are hidden until the choice is taken back", async () => {
    const { tree, view } = await activate();
    const top = async () => (await tree.getChildren()).map((node) => tree.getTreeItem(node).label);
    await vscode.commands.executeCommand("matrixNetwork.filterRuns", { text: "λ iris", states: ["completed"] });
    assert.deepEqual(await top(), ["iris"]);
    assert.deepEqual(await folders(), [second]);
    assert.deepEqual(tree.counts, { shown: 1, all: 2 });
    assert.equal(view.options.filter.text, "λ iris");
    await vscode.commands.executeCommand("matrixNetwork.filterRuns", { states: ["failed"] });
    const [none, ...more] = await tree.getChildren();
    assert.equal(more.length, 0);
    assert.equal(tree.getTreeItem(none).command?.command, "matrixNetwork.clearFilter");
    await vscode.commands.executeCommand("matrixNetwork.clearFilter");
    assert.deepEqual(await top(), ["broken", "iris", "long"]);
  });

  it("that are dragged onto a config open it as it was trained beside the file of now", async () => {
    const { networks, tree } = await activate();
    const controller = new RunDragAndDrop(networks);
    const data = new vscode.DataTransfer();
    controller.handleDrag(await runNodes().then(([node]) => [node]), data);
    const target = (await tree.getChildren()).find(
      (node) => node.kind === "network" && node.network.config.fsPath === config("iris").fsPath,
    );
    await controller.handleDrop(target, data, new vscode.CancellationTokenSource().token);
    const { original, modified } = await until("the comparison", () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff && input;
    });
    assert.equal(modified.fsPath, config("iris").fsPath);
    const then = await vscode.workspace.openTextDocument(original);
    const now = await vscode.workspace.openTextDocument(modified);
    assert.equal(then.languageId, "network-config");
    assert.match(then.getText(), /"learningRate": 0\.5/);
    assert.doesNotMatch(now.getText(), /"learningRate": 0\.5/);
    assert.equal(vscode.languages.getDiagnostics(original).length, 0);
  });

  it("that are dragged onto another run are compared with it", async () => {
    const { networks } = await activate();
    const controller = new RunDragAndDrop(networks);
    const [newer, older] = await runNodes();
    const data = new vscode.DataTransfer();
    controller.handleDrag([newer], data);
    // An event of the file system about the runs of the test before may take a run from the list for a moment.
    await until("both runs", () => networks.run(newer.run.folder) && networks.run(older.run.folder));
    await controller.handleDrop(older, data, new vscode.CancellationTokenSource().token);
    await until("the comparison", () => standIns().includes("Compare 2 Runs"));
  });

  it("come into sight with the file of the editor", async () => {
    const { view } = await activate();
    await vscode.commands.executeCommand("matrixNetwork.networks.focus");
    await vscode.window.showTextDocument(config("iris"));
    await until("its config", () => selected(view.selection) === config("iris").fsPath);
    await vscode.window.showTextDocument(config("long"));
    await until("the other", () => selected(view.selection) === config("long").fsPath);
    await vscode.commands.executeCommand("matrixNetwork.revealConfig", config("iris"));
    await until("the one that was asked for", () => selected(view.selection) === config("iris").fsPath);
  });

  const runNodes = async (): Promise<RunNode[]> => {
    const { tree } = await activate();
    const top = await tree.getChildren();
    const iris = top.find((node) => node.kind === "network" && node.network.config.fsPath === config("iris").fsPath);
    return (await tree.getChildren(iris)).filter((node) => node.kind === "run");
  };
  const folders = async () => (await runNodes()).map(({ run }) => run.folder);
});

const selected = ([node]: readonly TreeNode[]) => (node?.kind === "network" ? node.network.config.fsPath : undefined);

function change(folder: string, edit: (manifest: GoldenManifest) => void): void {
  const file = join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as GoldenManifest;
  edit(manifest);
  writeFileSync(file, JSON.stringify(manifest));
}

interface GoldenManifest {
  created: string;
  config: { training: { optimizer: { learningRate: number }; regularization: { l2: number } } };
}
