/** The language: completion, hovers and formatting by VS Code, every message once by our own validator. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { checkConfig } from "../../src/config/check";
import { activate, config, tidy, until } from "./parts";

const text = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris" },
  "layers": [
    { "units": 8, "activation": "tanh" },
    { "units": 3, "activation": "softmax", }, // the output layer
  ],
}
`;

describe("the language network-config", () => {
  let document: vscode.TextDocument;

  before(async () => {
    await activate();
    writeFileSync(config("typed").fsPath, text);
    document = await vscode.workspace.openTextDocument(config("typed"));
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await vscode.workspace.fs.delete(config("typed"));
    await tidy();
  });

  const replaceAll = async (content: string) => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), content);
    await vscode.workspace.applyEdit(edit);
  };
  const positionOf = (needle: string, offset = 0) => document.positionAt(document.getText().indexOf(needle) + offset);
  const found = () => vscode.languages.getDiagnostics(document.uri);

  it("is that of *.network.json files", () => assert.equal(document.languageId, "network-config"));

  it("takes comments and trailing commas without a word", async () => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.deepEqual(found(), []);
  });

  it("completes activations", async () => {
    const list = await until("completions", async () => {
      const found = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        positionOf('"tanh"', 1),
      );
      return found.items.length > 0 && found;
    });
    const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label).replaceAll('"', ""));
    for (const name of ["sigmoid", "tanh", "relu", "prelu", "elu", "gelu", "softplus", "linear", "softmax"]) {
      assert.ok(labels.includes(name), `${name} is not among ${labels.join(", ")}`);
    }
  });

  it("completes keys of a layer", async () => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      positionOf('"activation": "tanh"'),
    );
    const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    assert.ok(
      labels.some((label) => label.includes("dropout")),
      labels.join(", "),
    );
  });

  it("explains a key on hover", async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      positionOf('"activation"', 3),
    );
    const words = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === "string" ? each : each.value)),
    );
    assert.match(words.join("\n"), /activation function/i);
  });

  it("formats", async () => {
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      "vscode.executeFormatDocumentProvider",
      document.uri,
      {
        tabSize: 4,
        insertSpaces: true,
      },
    );
    assert.ok(edits.length > 0);
  });

  it("says an unknown key once, with code, place and the nearest key, as `check` does", async () => {
    const faulty = text.replace('"units": 8', '"unitz": 8');
    await replaceAll(faulty);
    const messages = await until("diagnostics", () => found().length > 0 && found());
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const expected = checkConfig(faulty).findings;
    assert.deepEqual(
      found().map(({ message, code, range, source }) => ({
        message,
        code,
        source,
        offset: document.offsetAt(range.start),
      })),
      expected.map(({ message, code, offset }) => ({ message, code, offset, source: "matrix-network" })),
    );
    assert.ok(messages.some(({ message }) => message.includes("units")));
  });

  it("says a wrong name once, and nothing when it is mended", async () => {
    await replaceAll(text.replace('"softmax"', '"softmux"'));
    await until("a diagnostic", () => found().some(({ message }) => message.includes("softmax")));
    await new Promise((resolve) => setTimeout(resolve, 1200));
    assert.equal(found().length, 1);
    await replaceAll(text);
    await until("no diagnostic", () => found().length === 0);
  });

  it("says what is no JSON, once", async () => {
    await replaceAll('{ "version": 1, "data" }');
    await until("a diagnostic", () => found().length > 0);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    assert.ok(
      found().every(({ source }) => source === "matrix-network"),
      found()
        .map(({ source }) => source)
        .join(),
    );
  });
});
