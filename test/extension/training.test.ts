/**
 * Training in the editor: completed, stopped, paused, resumed, crashed, started twice, and from a file with changes.
 */
import assert from "node:assert/strict";
import { copyFileSync, existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Run } from "../../src/extension/workspace/networks";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { readRun } from "../../src/runs/summary";
import {
  activate,
  answering,
  config,
  killed,
  panelTabs,
  startTraining,
  tidy,
  trainInTerminal,
  trainToEnd,
  until,
  workspaceFolder,
} from "./parts";
import { withRealPanels } from "./standInPanel";

describe("training", () => {
  afterEach(tidy);

  it("trains a network to its end, and the run stands in the tree with its figures", async () => {
    const folder = await trainToEnd(config("iris"));
    const { best, epoch } = (await activate()).networks.run(folder) ?? {};
    assert.equal(epoch, 20);
    assert.ok(best && best.value > 0.9, `best ${best?.value}`);
    assert.ok(existsSync(join(folder, "best.npz")));
  });

  it("keeps the compiled code of its process for the next one", async () => {
    const { compiled } = await activate();
    assert.match(compiled, /compiled.\d+\.\d+\.\d+$/);
    await trainToEnd(config("iris"));
    const files = () => (existsSync(compiled) ? readdirSync(compiled, { recursive: true, encoding: "utf8" }) : []);
    await until("compiled code", () => files().some((file) => statSync(join(compiled, file)).size > 100_000), 20);
  });

  it(
    "opens the panel of the run that it starts",
    withRealPanels(async () => {
      await startTraining("long");
      const tab = await until("the tab", () => panelTabs()[0]);
      assert.match(tab.label, /^long · \d\d:\d\d:\d\d/);
    }),
  );

  it("stops when asked, with the checkpoint saved, and resumes from it", async () => {
    const { networks, trainings } = await activate();
    const training = await startTraining("long");
    await vscode.commands.executeCommand("matrixNetwork.stop", training.folder);
    await training.ended;
    const stopped = await until("a stopped run", async () => {
      const run = await readRun(training.folder);
      return run.state === "stopped" && run;
    });
    const { state } = await readCheckpoint(join(stopped.folder, "last.npz"));
    await until("the tree to know", () => networks.run(stopped.folder)?.state === "stopped");

    await vscode.commands.executeCommand("matrixNetwork.resumeRun", stopped.folder);
    const resumed = await until("progress", () =>
      trainings.atWork.find(({ folder, progress }) => folder === stopped.folder && progress),
    );
    assert.ok(resumed.started && resumed.started.startEpoch >= state.epoch, "it went back behind its checkpoint");
  });

  it("pauses and goes on", async () => {
    const training = await startTraining("long");
    /** Answered between two minibatches; while an epoch is evaluated, several requests get the same answer. */
    const moment = async () => {
      const { epoch, batch } = await training.request("weights", { layer: 0, what: "weights", rows: 1, columns: 1 });
      return `${epoch} ${batch}`;
    };
    const first = await moment();
    await until("training to go on", async () => (await moment()) !== first);
    await vscode.commands.executeCommand("matrixNetwork.pause", training.folder);
    assert.equal(training.state, "paused");
    assert.equal(await moment(), await moment(), "it trained while it was paused");
    const before = await moment();
    await vscode.commands.executeCommand("matrixNetwork.continue", training.folder);
    await until("a later moment", async () => (await moment()) !== before);
  });

  it("says that a killed process is gone, with a way to resume, and resumes", async () => {
    const { networks, trainings } = await activate();
    const training = await startTraining("long");
    await until("an epoch", () => training.lastEpoch);
    const { said } = await answering(undefined, async (messages) => {
      process.kill(training.pid ?? 0, "SIGKILL");
      await until("the crash to be reported", () => messages.length > 0);
    });
    assert.equal(training.state, "crashed");
    assert.match(said.join(), /SIGKILL/);
    const run = await until("a crashed run", () => {
      const found = networks.run(training.folder);
      return found?.state === "crashed" && found;
    });
    assert.match(run.problem ?? "", /[Rr]esume/);
    await vscode.commands.executeCommand("matrixNetwork.resumeRun", run.folder);
    await until("progress after the crash", () =>
      trainings.atWork.some(({ folder, progress }) => folder === run.folder && progress),
    );
  });

  it("resumes a run whose process was killed a moment ago, before the tree has seen that it is gone", async () => {
    const { networks, trainings } = await activate();
    const child = trainInTerminal("long");
    try {
      const isReady = ({ state, epoch }: Run) => state === "running" && epoch >= 1;
      const { folder } = await until("an epoch", () => networks.network(config("long"))?.runs.find(isReady));
      networks.isPolling = false;
      await killed(child);
      const { said } = await answering(undefined, async () =>
        vscode.commands.executeCommand("matrixNetwork.resumeRun", folder),
      );
      // VS Code may report the killed process meanwhile.
      assert.deepEqual(
        said.filter((text) => !/: The training process exited\. Resume/.test(text)),
        [],
      );
      await until("progress", () => trainings.atWork.some((each) => each.folder === folder && each.progress));
    } finally {
      networks.isPolling = true;
      await killed(child);
    }
  });

  it("saves a changed file before it trains it", async () => {
    const { trainings } = await activate();
    const own = config("changed");
    copyFileSync(config("long").fsPath, own.fsPath);
    const document = await vscode.workspace.openTextDocument(own);
    const edit = new vscode.WorkspaceEdit();
    const place = document.positionAt(document.getText().indexOf('"units": 16') + '"units": 1'.length);
    edit.replace(own, new vscode.Range(place, place.translate(0, 1)), "7");
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.isDirty);
    try {
      await vscode.commands.executeCommand("matrixNetwork.train", own);
      const training = await until("a training", () => trainings.atWork.find(({ folder }) => folder));
      assert.ok(!document.isDirty);
      assert.equal(training.started?.parameters, 784 * 17 + 17 + 17 * 10 + 10);
    } finally {
      await tidy();
      await vscode.workspace.fs.delete(own);
    }
  });

  it("saves a changed table before it trains on it, or asks", async () => {
    const { trainings } = await activate();
    const own = config("table");
    const table = vscode.Uri.file(join(workspaceFolder(), "one.csv"));
    const rows = (count: number) => Array.from({ length: count }, (_, i) => `${i},${"ab"[i % 2]}\n`).join("");
    writeFileSync(table.fsPath, `x,k\n${rows(20)}`);
    const data = { format: "csv", path: "one.csv", label: "k", validation: { examples: 4 } };
    const layers = [{ units: 2, activation: "softmax" }];
    writeFileSync(own.fsPath, JSON.stringify({ version: 1, data, layers, training: { epochs: 1, seed: 1 } }));
    const add = async (text: string) => {
      const edit = new vscode.WorkspaceEdit();
      const document = await vscode.workspace.openTextDocument(table);
      edit.insert(table, document.positionAt(document.getText().length), text);
      await vscode.workspace.applyEdit(edit);
      assert.ok(document.isDirty);
      return document;
    };
    const examples = async () => {
      const known = new Set(trainings.present);
      await vscode.commands.executeCommand("matrixNetwork.train", own);
      const training = trainings.present.find((each) => !known.has(each));
      await training?.ended;
      return training?.started?.examples.train;
    };
    const debugging = vscode.workspace.getConfiguration("debug");
    const setSaving = (value: string | undefined) =>
      debugging.update("saveBeforeStart", value, vscode.ConfigurationTarget.Workspace);
    try {
      const document = await add(rows(2));
      assert.equal(await examples(), 22 - 4);
      assert.ok(!document.isDirty);
      await setSaving("none");
      await add(rows(2));
      const refused = await answering(undefined, examples);
      assert.match(refused.said.join(), /one\.csv has unsaved changes/);
      assert.equal(refused.result, undefined);
      assert.equal((await answering("Use the File on Disk", examples)).result, 22 - 4);
      assert.ok(document.isDirty);
      assert.equal((await answering("Save", examples)).result, 24 - 4);
      assert.ok(!document.isDirty);
      await add(rows(2));
      const launch = { type: "matrix-network", request: "launch", name: "table", mode: "training", config: own.fsPath };
      const debugged = await answering(undefined, async () => vscode.debug.startDebugging(undefined, launch));
      assert.match(debugged.said.join(), /one\.csv has unsaved changes/);
      assert.equal(debugged.result, false);
    } finally {
      await setSaving(undefined);
      await tidy();
      for (const each of [own, table]) await vscode.workspace.fs.delete(each);
    }
  });

  it("asks before it trains the same config twice", async () => {
    const { trainings } = await activate();
    await startTraining("long");
    const refused = await answering(undefined, async () =>
      vscode.commands.executeCommand("matrixNetwork.train", config("long")),
    );
    assert.match(refused.said.join(), /already being trained/);
    assert.equal(trainings.atWork.length, 1);
    await answering("Train Anyway", async () => vscode.commands.executeCommand("matrixNetwork.train", config("long")));
    await until("two trainings", () => trainings.atWork.length === 2);
  });

  it("does not start with a faulty config, and says where the fault is", async () => {
    const { trainings } = await activate();
    const { said } = await answering(undefined, async () =>
      vscode.commands.executeCommand("matrixNetwork.train", config("broken")),
    );
    assert.match(said.join(), /broken\.network\.json:4:\d+: .*unit/);
    assert.equal(trainings.atWork.length, 0);
  });
});
