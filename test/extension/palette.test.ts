/** Commands run from the palette, without a target: they ask for one if it is ambiguous. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { checkConfig } from "../../src/config/check/check";
import { templates } from "../../src/extension/commands/templates";
import {
  activate,
  answering,
  config,
  placeGoldenRun,
  startTraining,
  tidy,
  trainToEnd,
  until,
  workspaceFolder,
} from "./parts";
import { standIns } from "./standInPanel";

describe("commands from the palette", () => {
  beforeEach(tidy);
  afterEach(tidy);

  it("make a new config from a template and a name, and open it", async () => {
    const made = vscode.commands.executeCommand<vscode.Uri>("matrixNetwork.newConfig");
    const uri = await accepting(made);
    try {
      assert.equal(basename(uri.fsPath), "mnist.network.json");
      const { document } = await until("the new file", () => vscode.window.activeTextEditor);
      assert.equal(document.uri.fsPath, uri.fsPath);
      assert.equal(document.languageId, "network-config");
      const { networks } = await activate();
      await until("it in the tree", () => networks.network(uri));
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });

  it("are found by the words of newcomers", async () => {
    const { packageJSON } = vscode.extensions.getExtension(
      "matrix-network.matrix-network",
    ) as vscode.Extension<unknown>;
    const titles = (packageJSON as { contributes: { commands: { title: string }[] } }).contributes.commands.map(
      ({ title }) => title.toLowerCase(),
    );
    for (const word of ["neural", "csv", "images", "digit", "mnist"])
      assert.ok(
        titles.some((title) => title.includes(word)),
        word,
      );
  });

  it("make a config for handwritten digits without asking for a template", async () => {
    const uri = await accepting(vscode.commands.executeCommand<vscode.Uri>("matrixNetwork.newForDigits"));
    try {
      assert.equal(basename(uri.fsPath), "mnist.network.json");
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });

  it("offer templates without a fault, comments and all", () => {
    for (const { name, text } of templates) assert.deepEqual(checkConfig(text).findings, [], name);
  });

  it("train the file of the active editor", async () => {
    const { trainings } = await activate();
    await vscode.window.showTextDocument(config("iris"));
    await vscode.commands.executeCommand("matrixNetwork.train");
    const training = await until("a training", () => trainings.atWork[0]);
    assert.equal(training.config.fsPath, config("iris").fsPath);
    await training.ended;
  });

  it("ask which network where no editor says it", async () => {
    const { said } = await answering(undefined, () =>
      accepting(vscode.commands.executeCommand("matrixNetwork.train").then(() => true)),
    );
    assert.match(said.join(), /broken\.network\.json:/, "the first of the list is the faulty one");
  });

  it("stop the only training without a question", async () => {
    const training = await startTraining("long");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("matrixNetwork.stop");
    await until("the end", () => training.isOver);
    assert.equal(training.state, "stopped");
  });

  it("ask which of two trainings to stop, and stop that one alone", async () => {
    const { trainings, networks } = await activate();
    await startTraining("long");
    await answering("Train Anyway", async () => vscode.commands.executeCommand("matrixNetwork.train", config("long")));
    await until("two trainings in the tree", () => {
      const runs = networks.network(config("long"))?.runs ?? [];
      return runs.length === 2 && runs.every(({ training }) => training);
    });
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await accepting(vscode.commands.executeCommand("matrixNetwork.stop").then(() => true));
    const other = await until("one to end", () => trainings.atWork.length === 1 && trainings.atWork[0]);
    // If the other training had been stopped as well, the request would fail or the state would differ.
    await other.pause();
    assert.equal(other.state, "paused");
  });

  it("say so when there is nothing to stop, and nothing to resume", async () => {
    for (const command of ["stop", "pause", "continue", "resumeRun"]) {
      const { said } = await answering(undefined, async () =>
        vscode.commands.executeCommand(`matrixNetwork.${command}`),
      );
      assert.equal(said.length, 1, `${command}: ${said}`);
    }
  });

  it("open the results of the only run, once", async () => {
    const folder = placeGoldenRun();
    const { networks } = await activate();
    await networks.refresh();
    assert.ok(networks.run(folder));
    await vscode.commands.executeCommand("matrixNetwork.openResults");
    await vscode.commands.executeCommand("matrixNetwork.openResults");
    const [title, ...more] = standIns();
    assert.deepEqual(more, []);
    assert.match(title, /^iris · /);
  });

  it("show the log of a run, and its folder", async () => {
    const folder = placeGoldenRun();
    await (await activate()).networks.refresh();
    await vscode.commands.executeCommand("matrixNetwork.revealRun", folder);
    await vscode.commands.executeCommand("matrixNetwork.showLog", folder);
    const { document } = await until("the log", () => vscode.window.activeTextEditor);
    assert.equal(basename(document.uri.fsPath), "log.txt");
  });

  it("say why no GPU is used, or that one can be", async () => {
    const { said } = await answering(undefined, async () => vscode.commands.executeCommand("matrixNetwork.whyNoGpu"));
    assert.equal(said.length, 1, said.join());
    assert.match(said[0], /gpujs-webgpu .*(adapter|package|load)|^A GPU is available: |cannot use a GPU, but .* can: /);
  });

  it("name the setting when the trainer cannot be started", async () => {
    const settings = vscode.workspace.getConfiguration("matrixNetwork");
    await settings.update("runtime", "/nowhere/node", vscode.ConfigurationTarget.Global);
    try {
      const { said } = await answering(undefined, async () => {
        await vscode.commands.executeCommand("matrixNetwork.train", config("iris"));
        const { trainings } = await activate();
        await until("the failure to be reported", () => trainings.atWork.length === 0);
      });
      assert.match(said.join(), /\/nowhere\/node.*matrixNetwork\.runtime/);
    } finally {
      await settings.update("runtime", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("write runs where the settings say, and find them there", async () => {
    const settings = vscode.workspace.getConfiguration("matrixNetwork", config("iris"));
    await settings.update("runsFolder", ".matrix-network/elsewhere", vscode.ConfigurationTarget.Workspace);
    try {
      const run = await trainToEnd(config("iris"));
      assert.match(run, /\.matrix-network[\\/]elsewhere[\\/]iris[\\/]/);
    } finally {
      await settings.update("runsFolder", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("resolve the variables of that setting, and refuse those that have no value", async () => {
    const settings = vscode.workspace.getConfiguration("matrixNetwork", config("iris"));
    const set = (folder: string | undefined) =>
      settings.update("runsFolder", folder, vscode.ConfigurationTarget.Workspace);
    const name = basename(workspaceFolder());
    process.env.MATRIX_NETWORK_TEST_FOLDER = "of-the-environment";
    const { networks } = await activate();
    try {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code's variables.
      await set("${workspaceFolder}/.matrix-network/${workspaceFolderBasename}-${env:MATRIX_NETWORK_TEST_FOLDER}");
      const run = await trainToEnd(config("iris"));
      assert.equal(dirname(dirname(run)), join(workspaceFolder(), ".matrix-network", `${name}-of-the-environment`));
      assert.ok(networks.run(run), "the tree does not find the run");
      for (const [folder, problem] of [
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable that is not known
        ["${workspace}/runs", /matrixNetwork\.runsFolder has no variable \$\{workspace\}.*\$\{workspaceFolder\}/],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable that is not set
        ["${env:MATRIX_NETWORK_TEST_NONE}/runs", /\$\{env:MATRIX_NETWORK_TEST_NONE\}, but this .* is not set/],
      ] as const) {
        await set(folder);
        const { said } = await answering(undefined, async () =>
          vscode.commands.executeCommand("matrixNetwork.train", config("iris")),
        );
        assert.match(said.join(), problem);
        await networks.refresh();
        assert.match(networks.network(config("iris"))?.problem ?? "", problem);
      }
      const made = readdirSync(workspaceFolder()).filter((each) => each.includes("$"));
      assert.deepEqual(made, [], "a folder is called like the variable");
    } finally {
      delete process.env.MATRIX_NETWORK_TEST_FOLDER;
      await set(undefined);
    }
  });
});

/** Accepts the selected item of each quick pick until the command has finished. */
async function accepting<T>(done: Thenable<T>): Promise<T> {
  let result: { value: T } | undefined;
  void done.then((value) => {
    result = { value };
  });
  const { value } = await until("the command to be done", async () => {
    if (!result) await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return result;
  });
  return value;
}
