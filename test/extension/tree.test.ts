/** The tree: configs, runs, broken configs and runs, and runs of other processes. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TreeNode } from "../../src/extension/tree/networksTree";
import { activate, answering, config, killed, placeGoldenRun, runsOf, tidy, trainInTerminal, until } from "./parts";

describe("the tree of networks", () => {
  beforeEach(tidy);
  afterEach(tidy);

  const children = async (network?: string): Promise<TreeNode[]> => {
    const { tree } = await activate();
    const top = await tree.getChildren();
    if (!network) return top;
    const node = top.find((each) => each.kind === "network" && each.network.config.fsPath === config(network).fsPath);
    assert.ok(node, `${network} is not in the tree`);
    return tree.getChildren(node);
  };
  const item = async (node: TreeNode) => (await activate()).tree.getTreeItem(node);

  it("shows every config of the workspace, faulty ones too", async () => {
    const labels = await Promise.all((await children()).map(async (node) => (await item(node)).label));
    assert.deepEqual(labels, ["broken", "iris", "long"]);
  });

  it("shows a new config when it appears, and no longer when it goes", async () => {
    // VS Code reports no event for a file that is deleted at once, so wait for the event first.
    const watcher = vscode.workspace.createFileSystemWatcher("**/new.network.json");
    const created = new Promise((resolve) => watcher.onDidCreate(resolve));
    try {
      writeFileSync(config("new").fsPath, "{}");
      await until("the new config", async () => (await children()).length === 4);
      await created;
    } finally {
      watcher.dispose();
      await vscode.workspace.fs.delete(config("new"));
    }
    await until("it to be gone", async () => (await children()).length === 3);
  });

  it("says that a network was not trained yet", async () => {
    const [only, ...more] = await children("iris");
    assert.equal((await item(only)).label, "not trained yet");
    assert.equal(more.length, 0);
  });

  it("shows a run that appears on disk, with state, best figure and epochs in words", async () => {
    placeGoldenRun();
    const run = await until("the run", async () => (await children("iris")).find(({ kind }) => kind === "run"));
    const { description, contextValue, accessibilityInformation } = await item(run);
    assert.match(String(description), /%/);
    assert.match(String(description), /epochs?/);
    assert.match(String(contextValue), /^run\.completed/);
    assert.match(accessibilityInformation?.label ?? "", /completed/);
  });

  it("shows a run that appears where nothing is watched, and no longer when it goes", async () => {
    const exclude = (value: object | undefined) =>
      vscode.workspace.getConfiguration("files").update("watcherExclude", value, vscode.ConfigurationTarget.Workspace);
    const shown = async () => (await children("iris")).filter(({ kind }) => kind === "run").length;
    await exclude({ "**/.matrix-network/**": true });
    try {
      placeGoldenRun();
      await until("the run", async () => (await shown()) === 1);
      const folder = placeGoldenRun("20260102T120000Z-00bb");
      await until("the other run", async () => (await shown()) === 2);
      rmSync(folder, { recursive: true });
      await until("the run to go", async () => (await shown()) === 1);
    } finally {
      await exclude(undefined);
    }
  });

  it("says what is wrong with a damaged run folder, and still shows the others", async () => {
    placeGoldenRun();
    const damaged = join(runsOf("iris"), "20260102T120000Z-00bb");
    mkdirSync(damaged, { recursive: true });
    writeFileSync(join(damaged, "manifest.json"), "{");
    await (await activate()).networks.refresh();
    const runs = (await children("iris")).flatMap((node) => (node.kind === "run" ? [node.run] : []));
    assert.deepEqual(runs.map(({ state }) => state).sort(), ["completed", "failed"]);
    const broken = runs.find(({ state }) => state === "failed");
    assert.ok(broken);
    const { tooltip, description } = await item({ kind: "run", run: broken });
    assert.match((tooltip as vscode.MarkdownString).value, /damaged/);
    assert.match(String(description), /failed/);
  });

  it("follows a run that was started in a terminal, and knows when its process is killed", async () => {
    const child = trainInTerminal("long");
    try {
      const { networks } = await activate();
      const run = await until("the run", () =>
        networks.network(config("long"))?.runs.find(({ state }) => state === "running"),
      );
      await until("its epochs to count up", () => (networks.run(run.folder)?.epoch ?? 0) >= 2);
      await killed(child);
      await until("the crash to be seen", () => networks.run(run.folder)?.state === "crashed");
    } finally {
      await killed(child);
    }
  });

  it("deletes a run only after it was asked", async () => {
    const folder = placeGoldenRun();
    const { networks } = await activate();
    await until("the run", () => networks.run(folder));
    const refused = await answering(undefined, async () =>
      vscode.commands.executeCommand("matrixNetwork.deleteRun", folder),
    );
    assert.equal(refused.said.length, 1);
    assert.ok(existsSync(folder));
    await answering("Delete", async () => vscode.commands.executeCommand("matrixNetwork.deleteRun", folder));
    assert.ok(!existsSync(folder));
    await until("the tree to know", () => !networks.run(folder));
  });

  it("has a lens on the config that tells the last run with a result", async () => {
    placeGoldenRun();
    // A later run that was only debugged: stopped within its first epoch.
    const debugged = placeGoldenRun("20260102T120000Z-00aa");
    writeFileSync(join(debugged, "metrics.jsonl"), '{"type":"done","reason":"stopped","seconds":9}\n');
    const { networks } = await activate();
    await until("the runs", () => networks.network(config("iris"))?.runs.length === 2);
    const document = await vscode.workspace.openTextDocument(config("iris"));
    await vscode.window.showTextDocument(document);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      10,
    );
    const titles = lenses.map(({ command }) => command?.title ?? "");
    assert.ok(
      titles.some((title) => title.includes("Train")),
      titles.join(" | "),
    );
    assert.ok(
      titles.some((title) => /last run .*%/.test(title)),
      titles.join(" | "),
    );
  });
});
