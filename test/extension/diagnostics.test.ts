/** Messages about a config: each once, with place, code and mend, the same as `matrix-network check` gives. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { checkConfig } from "../../src/config/check";
import { activate, config, sleep, until } from "./parts";

/** Longer than VS Code's JSON support takes to say what it has to say. */
const patience = 2000;

describe("diagnostics of a network config", () => {
  let editor: vscode.TextEditor;

  before(async () => {
    await activate();
    await vscode.window.showTextDocument(config("iris"));
    // Before it has read our schema, JSON support has something against comments.
    await sleep(patience);
  });

  beforeEach(async () => {
    editor = await vscode.window.showTextDocument(config("iris"));
    await found((all) => all.length === 0);
  });

  afterEach(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  it("has nothing against comments and trailing commas", async () => {
    await replace('"epochs"', '"epochz"');
    await found((all) => all.length > 0);
    await replace('"epochz"', '"epochs"');
    await found((all) => all.length === 0);
    await sleep(patience);
    assert.deepEqual(said(), []);
  });

  const faults: [fault: string, before: string, now: string][] = [
    ["an unknown key", '"epochs"', '"epochz"'],
    ["an unknown activation", '"tanh"', '"tahn"'],
    ["a value of the wrong type", '"epochs": 20', '"epochs": "20"'],
    ["a value out of range", '"batchSize": 10', '"batchSize": 0'],
    ["a key that is missing", '"units": 8, ', ""],
    ["layers that do not fit the cost", '"softmax" }, // one unit per species', '"relu" },'],
  ];
  for (const [fault, before, now] of faults) {
    it(`says once what is wrong: ${fault}`, async () => {
      await replace(before, now);
      await found((all) => all.length > 0);
      await sleep(patience);
      assert.deepEqual(said(), expected());
    });
  }

  const noJson: [fault: string, before: string, now: string][] = [
    ["a comma that is missing", '"version": 1,', '"version": 1'],
    ["a string that is not closed", '"tanh" }', '"tanh }'],
    ["a word that is no JSON", '"cost": "cross-entropy"', '"cost": crossentropy'],
    ["a key that stands there twice", '"version": 1,', '"version": 1, "version": 1,'],
  ];
  for (const [fault, before, now] of noJson) {
    it(`leaves to VS Code what its JSON support says: ${fault}`, async () => {
      const sources = new Set<string | undefined>();
      const heard = vscode.languages.onDidChangeDiagnostics(() => {
        for (const { source } of vscode.languages.getDiagnostics(editor.document.uri)) sources.add(source);
      });
      await replace(before, now);
      await found((all) => all.length > 0);
      await sleep(patience);
      heard.dispose();
      assert.deepEqual([...sources], ["network-config"]);
    });

    it(`says it with its mend where VS Code does not check JSON: ${fault}`, async () => {
      const settings = vscode.workspace.getConfiguration("json");
      await settings.update("validate.enable", false, vscode.ConfigurationTarget.Workspace);
      try {
        await replace(before, now);
        await found((all) => all.length > 0);
        await sleep(patience);
        assert.deepEqual(said(), expected());
      } finally {
        await settings.update("validate.enable", undefined, vscode.ConfigurationTarget.Workspace);
      }
    });
  }

  it("stands on the key, is an error and names the nearest key", async () => {
    await replace('"epochs"', '"epochz"');
    const [diagnostic] = await found((all) => all.length === 1);
    assert.equal(editor.document.getText(diagnostic.range), '"epochz"');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.match(diagnostic.message, /epochs/);
  });

  it("goes when the file is closed", async () => {
    await replace('"epochs"', '"epochz"');
    await found((all) => all.length === 1);
    const { uri } = editor.document;
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until("no diagnostics", () => vscode.languages.getDiagnostics(uri).length === 0);
  });

  const diagnostics = () => vscode.languages.getDiagnostics(editor.document.uri);

  const said = () =>
    diagnostics().map(({ message, code, source, range }) => {
      const value = typeof code === "object" ? code.value : code;
      return { message, code: value, source, offset: editor.document.offsetAt(range.start) };
    });

  const expected = () => {
    const { findings } = checkConfig(editor.document.getText());
    return findings.map(({ message, code, offset }) => ({ message, code, source: "matrix-network", offset }));
  };

  const found = (wanted: (all: vscode.Diagnostic[]) => boolean) =>
    until("diagnostics", () => wanted(diagnostics()) && diagnostics());

  async function replace(before: string, now: string): Promise<void> {
    const { document } = editor;
    const start = document.getText().indexOf(before);
    assert.ok(start >= 0, `${before} is not in the text`);
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + before.length));
    assert.ok(await editor.edit((edit) => edit.replace(range, now)));
  }
});
