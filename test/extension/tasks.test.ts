/** Training as a task: offered for each config, configured in tasks.json, run in a terminal of the real VS Code. */
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { backendNames } from "../../src/core/names";
import { activate, checkout, config, panelTabs, runsOf, tidy, until, workspaceFolder } from "./parts";
import { withRealPanels } from "./standInPanel";

describe("tasks", () => {
  const tasksFile = () => join(workspaceFolder(), ".vscode", "tasks.json");
  before(tidy);
  afterEach(async () => {
    rmSync(tasksFile(), { force: true });
    rmSync(config("faulty").fsPath, { force: true });
    await tidy();
  });

  /** Runs a task to its end and returns its exit code. */
  async function run(task: vscode.Task): Promise<number | undefined> {
    const ended = new Promise<number | undefined>((resolve) => {
      const heard = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== task.name) return;
        heard.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    return ended;
  }
  const offered = (name: string) =>
    until(`the task ${name}`, async () =>
      (await vscode.tasks.fetchTasks({ type: "matrix-network" })).find((task) => task.name.endsWith(name)),
    );
  const problems = () => vscode.languages.getDiagnostics(config("faulty"));
  const runs = async (name: string) => (await activate()).networks.network(config(name))?.runs ?? [];

  it("train every config of the workspace, and the run stands in the tree", async () => {
    const all = await vscode.tasks.fetchTasks({ type: "matrix-network" });
    assert.deepEqual(all.map(({ definition }) => definition.config).sort(), [
      "broken.network.json",
      "iris.network.json",
      "long.network.json",
    ]);
    assert.equal(await run(await offered("train iris.network.json")), 0);
    const trained = await until("the run", async () => (await runs("iris")).find(({ state }) => state === "completed"));
    assert.equal(trained.epoch, trained.epochs);
  });

  it("are written in tasks.json, with options in place of the config's, and bring faults to Problems", async () => {
    mkdirSync(join(workspaceFolder(), ".vscode"), { recursive: true });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code fills it in.
    const iris = { label: "short", type: "matrix-network", config: "${workspaceFolder}/iris.network.json", epochs: 2 };
    // A file that no editor has opened: VS Code keeps opened documents, and the linter would report their faults
    // itself.
    copyFileSync(config("broken").fsPath, config("faulty").fsPath);
    const broken = { label: "look", type: "matrix-network", config: "faulty.network.json", command: "check" };
    writeFileSync(tasksFile(), JSON.stringify({ version: "2.0.0", tasks: [iris, broken] }));
    assert.equal(await run(await offered("short")), 0);
    const trained = await until("the run", async () => (await runs("iris")).find(({ state }) => state === "completed"));
    assert.equal(trained.epochs, 2);

    const look = await offered("look");
    // VS Code reads a task's output until 100 ms after its end: on a busy machine it misses what comes later.
    const [problem] = await until("the problem", async () => {
      assert.equal(await run(look), 2);
      return until("the problem of this time", () => problems().length > 0 && problems(), 5).catch(() => undefined);
    });
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.match(String(problem.code), /^[a-z-]+$/);
    assert.ok(problem.range.start.line > 0, "it has no place in the file");
  });

  it("save a checkpoint when they are terminated", async () => {
    const execution = await vscode.tasks.executeTask(await offered("train long.network.json"));
    await until("epochs", async () => (await runs("long")).some(({ epoch }) => epoch >= 2), 30);
    execution.terminate();
    const run = await until("the end", async () => (await runs("long")).find(({ state }) => state === "interrupted"));
    // The event may reach the window before the file.
    const events = () => readFileSync(join(run.folder, "metrics.jsonl"), "utf8");
    await until("the event on disk", () => /"reason":"interrupted"/.test(events()));
  });

  it(
    "train folds for Train Network, and the panel opens with the network that learned all examples",
    withRealPanels(async () => {
      const { panels } = await activate();
      const text = readFileSync(config("iris").fsPath, "utf8").replace('{ "examples": 25 }', '{ "folds": 3 }');
      assert.match(text, /"folds"/);
      try {
        writeFileSync(config("folds").fsPath, text);
        assert.equal(await vscode.commands.executeCommand("matrixNetwork.train", config("folds")), undefined);
        const final = await until("the panel of the last network", () => {
          const [group] = existsSync(runsOf("folds")) ? readdirSync(runsOf("folds")) : [];
          const folder = group && join(runsOf("folds"), group, "final");
          return folder && panels.isOpen(folder) && folder;
        });
        assert.match(final, /folds-\d{8}T\d{6}Z-[0-9a-f]{4}[\\/]final$/);
        const tab = await until("the tab", () => panelTabs()[0]);
        assert.match(tab.label, /^folds · all examples, \d\d:\d\d:\d\d/);
      } finally {
        rmSync(config("folds").fsPath, { force: true });
        rmSync(runsOf("folds"), { recursive: true, force: true });
      }
    }),
  );

  it("know the backends that there are", () => {
    const { contributes } = JSON.parse(readFileSync(checkout("package.json"), "utf8"));
    assert.deepEqual(contributes.taskDefinitions[0].properties.backend.enum, ["auto", ...backendNames]);
  });
});
