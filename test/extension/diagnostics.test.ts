/** Diagnostics of a config: each reported once, with position, code and fix, as `matrix-network check` reports it. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { checkConfig } from "../../src/config/check/check";
import type { DiagnosticsWaits } from "../../src/extension/editor/diagnostics";
import { activate, config, until } from "./parts";

type Fault = [fault: string, before: string, now: string];
const faults: Fault[] = [
  ["an unknown key", '"epochs"', '"epochz"'],
  ["an unknown activation", '"tanh"', '"tahn"'],
  ["a value of the wrong type", '"epochs": 20', '"epochs": "20"'],
  ["a value out of range", '"batchSize": 10', '"batchSize": 0'],
  ["a key that is missing", '"units": 8, ', ""],
  ["layers that do not fit the cost", '"softmax" }, // one unit per species', '"relu" },'],
];
const noJson: Fault[] = [
  ["a comma that is missing", '"version": 1,', '"version": 1'],
  ["a string that is not closed", '"tanh" }', '"tanh }'],
  ["a word that is no JSON", '"cost": "cross-entropy"', '"cost": crossentropy'],
  ["a key that stands there twice", '"version": 1,', '"version": 1, "version": 1,'],
];

const diagnosticsOf = ({ uri }: vscode.TextDocument) => vscode.languages.getDiagnostics(uri);
const found = (document: vscode.TextDocument, wanted: (all: vscode.Diagnostic[]) => boolean) =>
  until("diagnostics", () => wanted(diagnosticsOf(document)) && diagnosticsOf(document));

const said = (document: vscode.TextDocument) =>
  diagnosticsOf(document).map(({ message, code, source, range }) => {
    const value = typeof code === "object" ? code.value : code;
    return { message, code: value, source, offset: document.offsetAt(range.start) };
  });
const expected = (document: vscode.TextDocument) =>
  checkConfig(document.getText()).findings.map(({ message, code, offset }) => {
    return { message, code, source: "matrix-network", offset };
  });

/** Opens one file per fault, all at once, so that the tests wait only once. */
class Faulty {
  private static count = 0;
  private readonly documents = new Map<string, vscode.TextDocument>();
  private readonly files: string[] = [];
  /** The sources that have reported diagnostics, by file. */
  private readonly sources = new Map<string, Set<string | undefined>>();
  private readonly listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    for (const uri of uris) {
      const heard = this.sources.get(uri.toString()) ?? new Set();
      for (const { source } of vscode.languages.getDiagnostics(uri)) heard.add(source);
      this.sources.set(uri.toString(), heard);
    }
  });

  /** Opens a correct config and one per fault, and waits until each faulty one is checked. @param of the faults */
  async open(of: readonly Fault[]): Promise<void> {
    const right = readFileSync(config("iris").fsPath, "utf8");
    for (const [fault, before, now] of [["nothing", "", ""], ...of]) {
      assert.ok(right.includes(before), `${before} is not in the text`);
      const uri = config(`faulty${++Faulty.count}`);
      this.files.push(uri.fsPath);
      writeFileSync(uri.fsPath, right.replace(before, now));
      // JSON support checks only documents that are open in a tab.
      this.documents.set(fault, (await vscode.window.showTextDocument(uri, { preview: false })).document);
    }
    for (const [fault] of of) await found(this.of(fault), (all) => all.length > 0);
  }

  of(fault: string): vscode.TextDocument {
    return this.documents.get(fault) as vscode.TextDocument;
  }

  /** JSON support checks documents in the order in which they were opened, so it has checked all before `last`. */
  async seenByJson(last: string): Promise<void> {
    await until("JSON support to speak", () => this.heard(last).includes("network-config"));
  }

  heard(fault: string): (string | undefined)[] {
    return [...(this.sources.get(this.of(fault).uri.toString()) ?? [])];
  }

  async close(): Promise<void> {
    this.listening.dispose();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const file of this.files) rmSync(file);
  }
}

describe("diagnostics of a network config", () => {
  before(async () => {
    await activate();
    const { document } = await vscode.window.showTextDocument(config("iris"));
    // Before JSON support has loaded our schema, it reports comments as errors.
    await until("JSON support to know our keys", async () => {
      const place = document.positionAt(document.getText().indexOf('"batchSize"') + 1);
      const command = "vscode.executeCompletionItemProvider";
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(command, document.uri, place);
      return items.some(({ label }) => String(label).includes("regularization"));
    });
  });

  describe("beside VS Code's JSON support", () => {
    const faulty = new Faulty();
    let waits: DiagnosticsWaits;
    before(async () => {
      const { diagnosticsWaits } = await activate();
      waits = { ...diagnosticsWaits };
      // Waits for JSON support, however long it takes.
      diagnosticsWaits.json = 3_600_000;
      await faulty.open([...faults, ...noJson]);
      for (const [fault] of noJson) await faulty.seenByJson(fault);
    });
    after(async () => {
      Object.assign((await activate()).diagnosticsWaits, waits);
      await faulty.close();
    });

    it("has nothing against comments and trailing commas", () => assert.deepEqual(said(faulty.of("nothing")), []));

    for (const [fault] of faults) {
      it(`says once what is wrong: ${fault}`, () =>
        assert.deepEqual(said(faulty.of(fault)), expected(faulty.of(fault))));
    }
    for (const [fault] of noJson) {
      it(`leaves to it what it says: ${fault}`, () => assert.deepEqual(faulty.heard(fault), ["network-config"]));
    }
  });

  it("say what is no JSON where JSON support has not spoken by then, and leave it to it once it does", async () => {
    const { diagnosticsWaits } = await activate();
    const { json } = diagnosticsWaits;
    const uri = config("alone");
    const [, before, now] = noJson[0];
    writeFileSync(uri.fsPath, readFileSync(config("iris").fsPath, "utf8").replace(before, now));
    const from = (wanted: string) => (all: vscode.Diagnostic[]) =>
      all.length > 0 && all.every(({ source }) => source === wanted);
    diagnosticsWaits.json = 0;
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      await found(document, from("matrix-network"));
      await vscode.window.showTextDocument(document);
      await found(document, from("network-config"));
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    } finally {
      diagnosticsWaits.json = json;
      rmSync(uri.fsPath);
    }
  });

  describe("where VS Code does not check JSON", () => {
    const faulty = new Faulty();
    const check = (value: boolean | undefined) =>
      vscode.workspace.getConfiguration("json").update("validate.enable", value, vscode.ConfigurationTarget.Workspace);
    before(async () => {
      await check(false);
      await faulty.open(noJson);
    });
    after(async () => {
      await check(undefined);
      await faulty.close();
    });

    for (const [fault] of noJson) {
      it(`says it with its fix: ${fault}`, () => assert.deepEqual(said(faulty.of(fault)), expected(faulty.of(fault))));
    }
  });

  describe("that is written", () => {
    let editor: vscode.TextEditor;
    beforeEach(async () => {
      editor = await vscode.window.showTextDocument(config("iris"));
      await found(editor.document, (all) => all.length === 0);
    });
    afterEach(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

    async function replace(before: string, now: string): Promise<void> {
      const { document } = editor;
      const start = document.getText().indexOf(before);
      assert.ok(start >= 0, `${before} is not in the text`);
      const range = new vscode.Range(document.positionAt(start), document.positionAt(start + before.length));
      assert.ok(await editor.edit((edit) => edit.replace(range, now)));
    }

    for (const [fault, before, now] of [faults[0], noJson[0]]) {
      it(`come and go with what is typed: ${fault}`, async () => {
        await replace(before, now);
        await found(editor.document, (all) => all.length > 0);
        await replace(now, before);
        await found(editor.document, (all) => all.length === 0);
      });
    }

    it("stand on the key, are errors and name the nearest key", async () => {
      await replace('"epochs"', '"epochz"');
      const [diagnostic] = await found(editor.document, (all) => all.length === 1);
      assert.equal(editor.document.getText(diagnostic.range), '"epochz"');
      assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
      assert.match(diagnostic.message, /epochs/);
    });

    it("go when the file is closed", async () => {
      await replace('"epochs"', '"epochz"');
      await found(editor.document, (all) => all.length === 1);
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      await found(editor.document, (all) => all.length === 0);
    });
  });
});
