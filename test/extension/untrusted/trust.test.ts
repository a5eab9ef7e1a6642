/**
 * An untrusted workspace: everything can be viewed, nothing trains, no data is read, and commands that need it say so.
 */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { ModelTool, toolId } from "../../../src/extension/agentTools";
import { confirmTrust } from "../../../src/extension/base/trust";
import { FakePage } from "../fakePage";
import {
  activate,
  answering,
  config,
  killed,
  placeGoldenRun,
  tidy,
  trainInTerminal,
  until,
  workspaceFolder,
} from "../parts";
import { childProcesses } from "../processes";
import { TestRuns } from "../testRuns";

const every = /trainer\.js/;

describe("without trust", () => {
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  // Runs after all tests: no test has started a process.
  after(async () => {
    const { inspector, trainings } = await activate();
    assert.deepEqual([inspector.pids, trainings.atWork.length, await childProcesses(every)], [[], 0, []]);
  });

  it("the workspace is not trusted", () => assert.equal(vscode.workspace.isTrusted, false));

  it("configs are in the tree, and faults are shown", async () => {
    const { networks } = await activate();
    await networks.ready;
    assert.equal(networks.all.length, 3);
    await vscode.window.showTextDocument(config("broken"));
    await until("diagnostics", () => vscode.languages.getDiagnostics(config("broken")).length > 0);
  });

  it("training is refused in words and starts no process", async () => {
    const { trainings } = await activate();
    const { said } = await answering(undefined, async () => {
      // The palette disables it; if it is run nevertheless, it refuses.
      await vscode.commands.executeCommand("matrixNetwork.train", config("iris"));
    }).catch((error: Error) => ({ said: [error.message] }));
    assert.match(said.join(), /trust|not enabled/i);
    assert.equal(trainings.atWork.length, 0);
  });

  it("the last command that asked continues when trust is granted, and none that was declined", async () => {
    const granted = new vscode.EventEmitter<void>();
    const api = vscode.workspace as { onDidGrantWorkspaceTrust: vscode.Event<void> };
    const original = api.onDidGrantWorkspaceTrust;
    api.onDidGrantWorkspaceTrust = granted.event;
    try {
      const { result } = await answering("Manage Workspace Trust", async () => {
        const asked = [confirmTrust(), confirmTrust()];
        granted.fire();
        return Promise.all(asked);
      });
      const declined = await answering(undefined, confirmTrust);
      assert.deepEqual([...result, declined.result], [false, true, false]);
    } finally {
      api.onDidGrantWorkspaceTrust = original;
    }
  });

  it("a training for an agent is refused, and the user is not asked", async () => {
    const input = { config: "iris.network.json" };
    const tool = new ModelTool("train", { call: () => assert.fail() });
    assert.deepEqual(tool.prepareInvocation({ input }), {});
    const options = { input, toolInvocationToken: undefined };
    await assert.rejects(async () => vscode.lm.invokeTool(toolId("train"), options), /only in a folder that you trust/);
  });

  it("a training of a terminal is shown as its folder says, and nothing is connected to it", async () => {
    const { networks, running, trainings } = await activate();
    const child = trainInTerminal("long");
    try {
      await networks.ready;
      const isSeen = () =>
        networks.network(config("long"))?.runs.find(({ state, epoch }) => state === "running" && epoch);
      const run = await until("the run in the tree", isSeen);
      await running.search();
      assert.deepEqual([run.training, trainings.present.length], [undefined, 0]);
    } finally {
      await killed(child);
      await tidy();
    }
  });

  it("a run's panel shows what stands in its folder, and what would need a process says why there is none", async () => {
    const page = await FakePage.of(placeGoldenRun());
    page.say({ type: "ready" });
    const { events } = await page.next("history", (message) => message.events.length > 0);
    assert.ok(events.some(({ type }) => type === "done"));
    const refused = /only in a folder that you trust/;
    await assert.rejects(page.ask("data", {}), refused);
    await assert.rejects(page.ask("weights", { layer: 0, rows: 4, columns: 4 }), refused);
    assert.deepEqual(await childProcesses(every), []);
    await tidy();
  });

  it("a hover on the data says that it is not read, and leads to where trust is given", async () => {
    const { inspector } = await activate();
    const { document } = await vscode.window.showTextDocument(config("iris"));
    const place = document.positionAt(document.getText().indexOf('"data"') + 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      place,
    );
    const said = hovers.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value)).join();
    assert.match(said, /The data is not read because.*\(command:workbench\.trust\.manage\)/s);
    const data = { format: "idx", trainImages: "x.idx", trainLabels: "y.idx" };
    assert.equal(inspector.dataOf(document.uri, data), undefined);
  });

  it("shapes of builtin sets stand behind the layers, and in place of an epoch's time that it is not timed", async () => {
    const { document } = await vscode.window.showTextDocument(config("iris"));
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      "vscode.executeInlayHintProvider",
      document.uri,
      all,
    );
    assert.deepEqual(
      hints.map(({ label }) => label),
      ["4 → 8 · 40 parameters", "8 → 3 · 27 parameters", "not measured: workspace not trusted"],
    );
    assert.match(String(hints[2].tooltip), /only in a folder that you trust/);
  });

  const asked: [what: string, text: string][] = [
    ["columns", '{ "data": { "format": "csv", "path": "table.csv", "label": "|" } }'],
    ["files", '{ "data": { "format": "csv", "path": "|" } }'],
    ["files of weights", '{ "training": { "start": { "weights": "|" } } }'],
    ["arrays", '{ "data": { "format": "npz", "path": "table.npz", "keys": { "x": "|" } } }'],
    ["classes", '{ "data": { "format": "csv", "path": "table.csv", "label": "a", "classNames": ["|"] } }'],
  ];
  for (const [i, [what, marked]] of asked.entries()) {
    it(`completion of ${what} reads nothing, says so, and changes no letter`, async () => {
      // A new file each time, because VS Code keeps the state of opened files.
      const uri = config(`asked${i}`);
      const [table, file] = [join(workspaceFolder(), "table.csv"), uri.fsPath];
      const text = marked.replace("|", "");
      writeFileSync(table, "a,b\n1,2\n");
      writeFileSync(file, text);
      try {
        const { document } = await vscode.window.showTextDocument(uri);
        const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
          "vscode.executeCompletionItemProvider",
          document.uri,
          document.positionAt(marked.indexOf("|")),
        );
        const [{ label, insertText, range, command }, ...more] = items;
        assert.deepEqual(label, { label: "not read", description: "this workspace is not trusted" });
        assert.deepEqual([more, command?.command], [[], "workbench.trust.manage"]);
        assert.ok(insertText instanceof vscode.SnippetString && range instanceof vscode.Range);
        assert.equal(insertText.value, document.getText(range));
      } finally {
        for (const each of [table, file]) rmSync(each);
      }
    });
  }

  it("sanity checks are listed, and left out with the reason", async () => {
    const { sanity } = await activate();
    await sanity.controller.resolveHandler?.(undefined);
    const item = await until("the config's item", () => sanity.controller.items.get(config("iris").toString()));
    await sanity.controller.resolveHandler?.(item);
    assert.equal(item.children.size, 5);
    const runs = new TestRuns(sanity.controller);
    try {
      const { result, said } = await answering(undefined, () =>
        sanity.run(new vscode.TestRunRequest([item]), new vscode.CancellationTokenSource().token),
      );
      assert.equal(result.size, 0);
      assert.match(said[0], /only in a folder that you trust/);
    } finally {
      runs.restore();
    }
    const others = ["initial-cost", "overfit-ten", "backends", "shuffled-labels"];
    assert.deepEqual(
      runs.reported,
      ["gradient-0", "gradient-1", ...others].map((each) => ({ item: each, state: "skipped" })),
    );
    assert.match(runs.output, /Skipped: Networks are trained .* only in a folder that you trust/);
  });
});
