/** Language features of a config in VS Code: language mode, completion, hovers, formatting, snippets. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { activationNames } from "../../src/core/names";
import { activate, config, until } from "./parts";

describe("the language network-config", () => {
  let document: vscode.TextDocument;

  before(async () => {
    await activate();
    document = await vscode.workspace.openTextDocument(config("iris"));
  });

  const placeOf = (text: string, further = 0) => document.positionAt(document.getText().indexOf(text) + further);

  it("is that of *.network.json files", () => assert.equal(document.languageId, "network-config"));

  it("completes an activation with every name we have, each once", async () => {
    const labels = await completionsAt(document, placeOf('"tanh"', 1), "sigmoid");
    for (const name of activationNames) {
      assert.equal(labels.filter((label) => label === name).length, 1, `${name} in ${labels}`);
    }
  });

  it("completes the keys of training that are not there yet", async () => {
    const labels = await completionsAt(document, placeOf('"batchSize"', 1), "regularization");
    assert.ok(labels.includes("schedule"), String(labels));
    assert.ok(!labels.includes("units"), "units is no key of training");
  });

  it("explains a key under the pointer", async () => {
    const place = placeOf("batchSize", 2);
    const text = await until("a hover", async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        place,
      );
      return hovers
        .flatMap(({ contents }) => contents.map((each) => (typeof each === "string" ? each : each.value)))
        .join();
    });
    assert.match(text, /minibatch/i);
  });

  it("is formatted, comments and trailing commas kept", async () => {
    const ugly = await vscode.workspace.openTextDocument({
      language: "network-config",
      content: '{"version":1, // one\n"layers":[{"units":3},],}',
    });
    const edits = await until("edits", async () => {
      const found = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        "vscode.executeFormatDocumentProvider",
        ugly.uri,
        { tabSize: 2, insertSpaces: true },
      );
      return found?.length ? found : undefined;
    });
    assert.equal(
      applied(ugly, edits),
      '{\n  "version": 1, // one\n  "layers": [\n    {\n      "units": 3\n    },\n  ],\n}',
    );
  });

  it("is formatted on save, comments and trailing commas kept", async () => {
    const text = '{"version":1, // one\n"layers":[{"units":3},],}';
    writeFileSync(config("ugly").fsPath, text);
    const settings = vscode.workspace.getConfiguration("editor", { languageId: "network-config" });
    await settings.update("formatOnSave", true, vscode.ConfigurationTarget.Workspace, true);
    try {
      const editor = await vscode.window.showTextDocument(config("ugly"));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "\n"));
      assert.ok(await editor.document.save());
      assert.equal(
        readFileSync(config("ugly").fsPath, "utf8").trim(),
        '{\n  "version": 1, // one\n  "layers": [\n    {\n      "units": 3\n    },\n  ],\n}',
      );
    } finally {
      await settings.update("formatOnSave", undefined, vscode.ConfigurationTarget.Workspace, true);
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      await vscode.workspace.fs.delete(config("ugly"));
    }
  });

  it("folds layer by layer, and section by section", async () => {
    const text =
      '{\n  "data": {\n    "format": "builtin"\n  },\n  "layers": [\n    {\n      "units": 3\n    },\n    {\n      "units": 2\n    }\n  ]\n}';
    const folded = await vscode.workspace.openTextDocument({ language: "network-config", content: text });
    const starts = await until("folding", async () => {
      const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(
        "vscode.executeFoldingRangeProvider",
        folded.uri,
      );
      return ranges?.length ? ranges.map(({ start }) => start).sort((a, b) => a - b) : undefined;
    });
    assert.deepEqual(starts, [0, 1, 4, 5, 8]);
  });

  it("offers whole networks in an empty file", async () => {
    writeFileSync(config("empty").fsPath, "");
    const empty = await vscode.workspace.openTextDocument(config("empty"));
    try {
      const labels = await completionsAt(empty, new vscode.Position(0, 0), "mnist");
      assert.ok(labels.includes("iris"), String(labels));
    } finally {
      await vscode.workspace.fs.delete(config("empty"));
    }
  });
});

/** Waits until the completions contain `expected`: the first answers may come before the schema is loaded. */
async function completionsAt(
  document: vscode.TextDocument,
  place: vscode.Position,
  expected: string,
): Promise<string[]> {
  return until(`completion of ${expected}`, async () => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      place,
    );
    const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label).replace(/^"|"$/g, ""));
    return labels.includes(expected) ? labels : undefined;
  });
}

function applied(document: vscode.TextDocument, edits: vscode.TextEdit[]): string {
  const fromTheEnd = [...edits].sort((a, b) => b.range.start.compareTo(a.range.start));
  return fromTheEnd.reduce((text, { range, newText }) => {
    return text.slice(0, document.offsetAt(range.start)) + newText + text.slice(document.offsetAt(range.end));
  }, document.getText());
}
