/** The sweep of a config in the real VS Code: completion, hovers, the outline and a quick fix. "|" marks the cursor. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { TrainingProcess } from "../../src/extension/process/trainingProcess";
import { activate, answering, config, runsOf, tidy, until } from "./parts";
import { standIns } from "./standInPanel";

const network = (sweep: string, training = "") => `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "fraction": 0.2 } },
  "layers": [
    { "units": 8, "activation": "relu" },
    { "units": 3, "activation": "softmax" }
  ],${training}
  "sweep": ${sweep}
}
`;
const parameters = `{
    "parameters": {
      "training.optimizer.type": { "choice": ["sgd", "adam"] },
      "training.optimizer.learningRate": { "log": [0.001, 1] },
      "layers[0].units": { "integer": [16, 256], "log": true },
      "training.optimizer.momentum": { "range": [0, 0.9], "when": { "training.optimizer.type": "sgd" } }
    },
    "search": { "type": "tpe", "trials": 60 }
  }`;

describe("a sweep in a config", () => {
  const files: string[] = [];
  let document: vscode.TextDocument;
  let place: vscode.Position;

  before(() => activate());
  afterEach(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));
  after(async () => {
    await tidy();
    for (const file of files) rmSync(file, { force: true });
  });

  /** Opens a new file each time, so no state of an earlier one remains. */
  async function open(marked: string): Promise<void> {
    const file = join(dirname(config("iris").fsPath), `sweep${files.length}.network.json`);
    files.push(file);
    writeFileSync(file, marked.replace("|", ""));
    document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    await vscode.window.showTextDocument(document);
    place = document.positionAt(Math.max(0, marked.indexOf("|")));
  }

  const named = ({ label }: vscode.CompletionItem) => (typeof label === "string" ? label : label.label);
  const inserted = ({ insertText = "" }: vscode.CompletionItem) =>
    typeof insertText === "string" ? insertText : insertText.value;

  const itemsWith = (expected: string) =>
    until(`completion of ${expected}`, async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        place,
      );
      return items.some((item) => named(item) === expected) && items;
    });
  const inserts = async (name: string) => {
    const item = (await itemsWith(name)).find((each) => named(each) === name);
    return item && inserted(item);
  };

  const hoverOn = (text: string, expected: RegExp) =>
    until(`a hover on ${text} that says ${expected}`, async () => {
      const at = document.positionAt(document.getText().indexOf(text) + 1);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        at,
      );
      const said = hovers.flatMap(({ contents }) =>
        contents.map((each) => (typeof each === "string" ? each : each.value)),
      );
      return expected.test(said.join("\n"));
    });

  it("completes the paths of settings with values around those of now", async () => {
    await open(network('{ "parameters": { "|" } }'));
    const items = await itemsWith("training.optimizer.learningRate");
    const names = items.map(named);
    assert.ok(names.includes("layers[0].units") && names.includes("hiddenLayers"), names.join(", "));
    assert.ok(!names.includes("training.seed") && !names.includes("training.optimizer.beta1"), names.join(", "));
    assert.equal(
      await inserts("training.optimizer.learningRate"),
      `"training.optimizer.learningRate": { "log": [\${1:0.01}, \${2:1}] }`,
    );
    assert.equal(
      await inserts("layers[0].units"),
      `"layers[0].units": { "integer": [\${1:2}, \${2:32}], "log": true }`,
    );
  });

  it("completes within a parameter: kinds, words, conditions", async () => {
    await open(network('{ "parameters": { "training.batchSize": { | } } }'));
    assert.equal(await inserts("choice"), `"choice": [\${1:16}, \${2:32}, \${3:64}]`);
    await open(network('{ "parameters": { "layers[0].activation": { "choice": ["relu", "|"] } } }'));
    const words = (await itemsWith("tanh")).map(named);
    assert.ok(!words.includes("relu") && words.includes("gelu"), words.join(", "));
    const two =
      '"cost": { "choice": ["quadratic", "cross-entropy"] }, "layers[0].units": { "choice": [4], "when": { | } }';
    await open(network(`{ "parameters": { ${two} } }`));
    assert.equal(await inserts("cost"), `"cost": \${1|"quadratic","cross-entropy"|}`);
  });

  it("completes the searches, and the metrics of the task", async () => {
    await open(network('{ "search": { "type": "|" } }'));
    const searches = (await itemsWith('"tpe"')).map(named);
    for (const name of ['"grid"', '"random"', '"halving"']) assert.ok(searches.includes(name), searches.join(", "));
    await open(network('{ "objective": { "metric": "|" } }'));
    const metrics = (await itemsWith("validationAccuracy")).map(named);
    assert.ok(!metrics.includes("validationRmse"), metrics.join(", "));
  });

  it("says on hover what is drawn, and how many networks are trained", async () => {
    await open(network(parameters));
    await hoverOn('"training.optimizer.learningRate"', /\*\*log-uniform from 0\.001 to 1\*\*/);
    await hoverOn('"integer"', /\*\*whole numbers, log-uniform from 16 to 256\*\*/);
    await hoverOn(
      '"training.optimizer.momentum"',
      /uniform from 0 to 0\.9[\s\S]*only in trials where `training\.optimizer\.type` is sgd/,
    );
    await hoverOn('"search"', /\*\*tpe · 60 trials\*\*\s+4 parameters, some of them drawn from ranges/);
    const grid = '{ "parameters": { "layers[0].units": { "choice": [4, 8, 16] } }, "search": { "type": "grid" } }';
    await open(network(grid));
    await hoverOn('"sweep"', /\*\*grid · 3 trials\*\*\s+1 parameters, 3 different settings/);
    await open(network(grid.replace('"grid"', '"halving", "trials": 9'), '\n  "training": { "epochs": 9 },'));
    await hoverOn('"search"', /Trained: 9 to epoch 1, 3 to epoch 3, 1 to epoch 9/);
  });

  it("stands in the outline with its parameters", async () => {
    await open(network(parameters));
    const sweep = await until("the outline", async () => {
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        "vscode.executeDocumentSymbolProvider",
        document.uri,
      );
      return symbols?.find(({ name, detail }) => name === "sweep" && detail === "tpe · 60 trials");
    });
    assert.deepEqual(
      sweep.children.map(({ name, detail }) => `${name}: ${detail}`),
      [
        "training.optimizer.type: one of sgd, adam",
        "training.optimizer.learningRate: log-uniform from 0.001 to 1",
        "layers[0].units: whole numbers, log-uniform from 16 to 256",
        "training.optimizer.momentum: uniform from 0 to 0.9",
      ],
    );
    assert.match(document.getText(sweep.children[1].range), /^"training\.optimizer\.learningRate": \{ "log": /);
  });

  /** Answers the quick pick that `act` opens. */
  async function choosing<T>(label: string, act: () => Promise<T>): Promise<{ result: T; offered: string[] }> {
    const window = vscode.window as unknown as { showQuickPick: unknown };
    const original = window.showQuickPick;
    const offered: string[] = [];
    window.showQuickPick = async (items: readonly vscode.QuickPickItem[]) => {
      offered.push(...items.map((item) => `${item.label}: ${item.description}`));
      return items.find((item) => item.label === label);
    };
    try {
      return { result: await act(), offered };
    } finally {
      window.showQuickPick = original;
    }
  }
  /** Returns the exit code of the task that `act` starts. */
  async function exitCode(act: () => Promise<unknown>): Promise<number | undefined> {
    const ended = new Promise<number | undefined>((resolve) => {
      const heard = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.definition.command !== "sweep") return;
        heard.dispose();
        resolve(exitCode);
      });
    });
    await act();
    return ended;
  }
  const small = `{ "parameters": { "layers[0].units": { "choice": [4, 6, 9, 12] } }, "search": { "type": "grid" } }`;
  const short = '\n  "training": { "epochs": 2, "seed": 1 },';
  const groupsOf = (file: string) => {
    const runs = runsOf(basename(file).replace(".network.json", ""));
    return existsSync(runs) ? readdirSync(runs).filter((name) => name.startsWith("sweep-")) : [];
  };

  it("is asked about by Train Network, which trains the one network if that is wanted", async () => {
    const { trainings } = await activate();
    await open(network(small, short));
    const { uri } = document;
    const train = async () => vscode.commands.executeCommand("matrixNetwork.train", uri);
    const { offered } = await choosing("nothing", train);
    assert.deepEqual(offered, [
      "Train Once: one network with the settings of the config itself",
      "Run the Sweep: grid",
    ]);
    assert.deepEqual(trainings.atWork, []);
    const { result } = await choosing("Train Once", train);
    const training = result as TrainingProcess;
    await training.ended;
    assert.equal(training.state, "completed");
    assert.deepEqual(groupsOf(uri.fsPath), []);
  });

  it("is run in a terminal, by Train Network or Run Sweep", async () => {
    await open(network(small, short));
    const { uri } = document;
    const train = async () => vscode.commands.executeCommand("matrixNetwork.train", uri);
    assert.equal(await exitCode(() => choosing("Run the Sweep", train)), 0);
    await until("its panel", () => standIns().some((title) => title.startsWith("Sweep: ")));
    const [group] = groupsOf(uri.fsPath);
    const results = readdirSync(join(runsOf(basename(uri.fsPath).replace(".network.json", "")), group, "trials"));
    assert.deepEqual(results, ["000000", "000001", "000002", "000003"]);
    assert.equal(await exitCode(async () => vscode.commands.executeCommand("matrixNetwork.runSweep", uri)), 0);
    assert.equal(groupsOf(uri.fsPath).length, 2);
    await helpsWithItsKeys();
    await isShownInTheTree(uri);
  });

  /** Checks hover and quick fix on a key that the sweep varies. */
  async function helpsWithItsKeys() {
    await hoverOn('"units": 8', /4 settings completed[\s\S]*Best: `\d+`, in trial \d[\s\S]*one seed/);
    const at = document.positionAt(document.getText().indexOf('"units": 8') + 1);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(at, at),
    );
    const take = actions.find(({ title }) => title.startsWith("Take "));
    assert.match(take?.title ?? "", /^Take (4|6|9|12) \(best of 4\)$/);
    assert.ok(take?.edit && (await vscode.workspace.applyEdit(take.edit)));
    assert.match(document.getText(), /"units": (4|6|9|12), "activation": "relu"/);
    const batches = document.getText().replace('"epochs": 2', '"epochs": 3');
    const whole = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, whole, batches);
    await vscode.workspace.applyEdit(edit);
    await hoverOn('"units": ', /The config has changed since: `training\.epochs`/);
  }

  /** Checks the tree nodes of the file with two groups. */
  async function isShownInTheTree(uri: vscode.Uri) {
    const { tree, networks } = await activate();
    await networks.refresh();
    const groups = async () =>
      (await tree.getChildren(tree.configNode(uri.fsPath))).filter((node) => node.kind === "group");
    const [newest, first] = await until("two sweeps that have ended", async () => {
      const nodes = await groups();
      const said = nodes.map((node) => String(tree.getTreeItem(node).description));
      return nodes.length === 2 && said.every((text) => /^4\/4 · \d+(\.\d)?%$/.test(text)) && nodes;
    });
    assert.match(String(tree.getTreeItem(newest).label), /^Sweep, /);
    assert.equal(tree.getTreeItem(newest).contextValue, "group.sweep.ended");
    const trials = (await tree.getChildren(newest)).map((node) => tree.getTreeItem(node));
    assert.deepEqual(trials.map(({ label }) => label).sort(), ["trial 0", "trial 1", "trial 2", "trial 3"]);
    assert.match(String(trials[0].description), /^\d+(\.\d)?% · layer 1 units \d+ · (best|one of \d tied for best)$/);
    const { command } = trials[0];
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    const isShown = () => standIns().some((title) => title.includes(`${trials[0].label}, `));
    await until("its panel", isShown);
    await vscode.commands.executeCommand("matrixNetwork.renameRun", newest, "wide or not");
    await vscode.commands.executeCommand("matrixNetwork.pinRun", newest, [newest]);
    const named = tree.getTreeItem((await groups())[0]);
    assert.deepEqual([named.label, named.contextValue], ["wide or not", "group.sweep.ended.pinned"]);
    await vscode.commands.executeCommand("matrixNetwork.copyGroupPath", newest, [newest]);
    assert.equal(await vscode.env.clipboard.readText(), newest.folder);
    await vscode.commands.executeCommand("matrixNetwork.showGroup", newest);
    const isSweepShown = () => standIns().some((title) => title.startsWith("Sweep: "));
    await until("the sweep's panel", () => standIns().some((title) => title.endsWith(" · wide or not")));
    await vscode.commands.executeCommand("matrixNetwork.renameRun", newest, "");
    await until("its title", () => !standIns().some((title) => title.endsWith(" · wide or not")));
    const { said } = await answering("Delete", async () =>
      vscode.commands.executeCommand("matrixNetwork.deleteRun", newest, [newest, first]),
    );
    assert.deepEqual(said, ["Delete 2 groups with their 8 trials, weights and metrics?"]);
    assert.deepEqual([await groups(), groupsOf(uri.fsPath)], [[], []]);
    await until("both panels to go", () => !isShown() && !isSweepShown());
  }

  it("runs the line of an executor after it was accepted in the terminal", async function () {
    if (process.platform === "win32") this.skip();
    const terminals = vscode.workspace.getConfiguration("terminal.integrated.env");
    const name = process.platform === "darwin" ? "osx" : "linux";
    // Accepted commands are stored per user; here in a folder of this test.
    const home = mkdtempSync(join(tmpdir(), "accepted-"));
    await terminals.update(name, { XDG_DATA_HOME: home, HOME: home }, vscode.ConfigurationTarget.Global);
    try {
      const executor = `{ "type": "command", "workers": 1, "start": "{command} &" }`;
      await open(network(small.replace(/}$/, `, "executor": ${executor} }`), short));
      const { uri } = document;
      const answered = (answer: string) =>
        exitCode(async () => {
          const begun = new Promise<void>((resolve) => {
            const heard = vscode.tasks.onDidStartTaskProcess(() => {
              heard.dispose();
              resolve();
            });
          });
          await vscode.commands.executeCommand("matrixNetwork.runSweep", uri);
          await begun;
          // VS Code reuses one terminal for a task.
          const file = basename(uri.fsPath);
          const own = await until("the terminal", async () =>
            vscode.window.terminals.find((terminal) => terminal.name.includes(file)),
          );
          own.sendText(answer);
        });
      assert.equal(await answered("no"), 2);
      assert.deepEqual(groupsOf(uri.fsPath), []);
      assert.equal(await answered("yes"), 0);
      assert.equal(groupsOf(uri.fsPath).length, 1);
    } finally {
      await terminals.update(name, undefined, vscode.ConfigurationTarget.Global);
      rmSync(home, { recursive: true, force: true });
    }
  });

  it("is missed by Run Sweep where there is none, which inserts one", async () => {
    const { said } = await answering("Insert a Sweep", async () =>
      vscode.commands.executeCommand("matrixNetwork.runSweep", config("iris")),
    );
    assert.match(said.join(), /^iris\.network\.json has no sweep\./);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? "", /,\n {2}"sweep": \{/);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("corrects a path by a quick fix", async () => {
    await open(network('{ "parameters": { "learningRate": { "log": [0.01, 1] } } }'));
    const fix = await until("the quick fix", async () => {
      const found = vscode.languages.getDiagnostics(document.uri).find(({ message }) => /did you mean/.test(message));
      if (!found) return undefined;
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        found.range,
      );
      return actions.find(({ title }) => title === 'Change to "training.optimizer.learningRate"');
    });
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.match(document.getText(), /"training\.optimizer\.learningRate": \{ "log": \[0\.01, 1\] \}/);
  });
});
