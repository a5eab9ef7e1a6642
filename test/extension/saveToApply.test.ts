/**
 * Applying a changed setting by saving while a network trains: one question after a manual save, a lens after every
 * save.
 */
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import * as vscode from "vscode";
import { readEvents } from "../../src/runs/events";
import { activate, answering, config, startTraining, tidy, until } from "./parts";

describe("saving to apply", () => {
  let editor: vscode.TextEditor;
  /** A new file for each test, because VS Code keeps the state of opened files. */
  let name: string;
  let count = 0;

  beforeEach(() => {
    name = `applied${++count}`;
    copyFileSync(config("long").fsPath, config(name).fsPath);
  });
  afterEach(async () => {
    await vscode.window.showTextDocument(config(name));
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await tidy();
    await vscode.workspace.fs.delete(config(name));
  });

  /** `save` returns false also if a save by VS Code is in progress. */
  const save = async () => {
    await editor.document.save();
    await until("the save", () => !editor.document.isDirty);
  };
  const begin = async () => {
    const training = await startTraining(name);
    editor = await vscode.window.showTextDocument(config(name), { viewColumn: vscode.ViewColumn.One });
    return training;
  };
  const write = async (rate: number) => {
    const text = editor.document.getText();
    const [found] = text.match(/"learningRate": [\d.]+/) ?? [""];
    const start = editor.document.positionAt(text.indexOf(found));
    const range = new vscode.Range(start, start.translate(0, found.length));
    assert.ok(await editor.edit((edit) => edit.replace(range, `"learningRate": ${rate}`)));
  };
  const changesOf = async (folder: string) =>
    (await readEvents(folder)).flatMap((event) => (event.type === "changed" ? [event] : []));
  /**
   * Returns the lenses. Like the question after a save they follow from the text and the training's settings; the
   * question comes first.
   */
  const lenses = async () => {
    const { uri } = editor.document;
    const all = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 10);
    return all.filter(({ command }) => command?.command === "matrixNetwork.applySetting");
  };

  it("says nothing while nothing trains", async () => {
    await activate();
    editor = await vscode.window.showTextDocument(config(name));
    await write(0.03);
    const { said } = await answering("Apply", async () => {
      await save();
      assert.deepEqual(await lenses(), []);
    });
    assert.deepEqual(said, []);
  });

  it("by hand asks once, and writes the change into the run", async () => {
    const { folder } = await begin();
    await write(0.05);
    const { said } = await answering("Apply", async () => {
      await save();
      await until("the change in the run", async () => (await changesOf(folder)).length === 1);
      await until("the lens to go", async () => (await lenses()).length === 0);
    });
    assert.deepEqual(said, ["Apply learningRate 0.1 → 0.05 to the training in progress?"]);
    const [{ path, from, to }] = await changesOf(folder);
    assert.deepEqual([path, from, to], ["training.optimizer.learningRate", 0.1, 0.05]);
    const { said: later } = await answering("Apply", async () => {
      const end = editor.document.positionAt(editor.document.getText().length);
      await editor.edit((edit) => edit.insert(end, "\n"));
      await save();
      assert.deepEqual(await lenses(), []);
    });
    assert.deepEqual(later, []);
  });

  it("automatically asks nothing; a lens on the line applies it", async () => {
    const { folder } = await begin();
    const autoSave = (value: string) =>
      vscode.workspace.getConfiguration("files").update("autoSave", value, vscode.ConfigurationTarget.Workspace);
    await autoSave("afterDelay");
    const { said } = await answering("Apply", async () => {
      await write(0.02);
      await until("the lens", async () => (await lenses()).length > 0);
      // The value of the fixture: without a setting, VS Code in a browser saves automatically.
    }).finally(() => autoSave("off"));
    assert.deepEqual(said, []);
    const [lens] = await lenses();
    assert.match(lens.command?.title ?? "", /Apply learningRate 0\.1 → 0\.02/);
    assert.match(editor.document.lineAt(lens.range.start).text, /"learningRate": 0\.02/);
    await vscode.commands.executeCommand(lens.command?.command ?? "", ...(lens.command?.arguments ?? []));
    await until("the change in the run", async () => (await changesOf(folder)).length === 1);
    await until("the lens to go", async () => (await lenses()).length === 0);
  });
});
