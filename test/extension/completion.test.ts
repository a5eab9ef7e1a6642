/** Completion that needs files, runs or images, in the real VS Code with real files. "|" marks the cursor. */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import * as vscode from "vscode";
import { activationNames } from "../../src/core/names";
import { writeNpz } from "../../src/formats/npz";
import { activate, config, placeGoldenRun, tidy, until } from "./parts";

const folder = () => join(dirname(config("iris").fsPath), "completion");
const table = `id,size,weight,day,species
1,small,3.5,2024-01-31,setosa
2,large,4.25,2024-02-01,virginica
3,small,,2024-02-03,setosa
`;

describe("completion in a config", () => {
  let editor: vscode.TextEditor;
  let count = 0;

  before(async () => {
    await activate();
    mkdirSync(join(folder(), "tables", "deep"), { recursive: true });
    writeFileSync(join(folder(), "flowers.csv"), table);
    writeFileSync(join(folder(), "tables", "more.tsv.gz"), "");
    writeFileSync(join(folder(), "notes.md"), "");
    writeFileSync(join(folder(), "train-images-idx3-ubyte.gz"), "");
    writeFileSync(join(folder(), "train-labels-idx1-ubyte.gz"), "");
    const arrays = {
      x_train: { shape: [4, 2, 2], data: new Uint8Array(16) },
      y_train: { shape: [4], data: new BigInt64Array(4) },
    };
    writeFileSync(join(folder(), "digits.npz"), writeNpz(Object.entries(arrays)));
  });
  afterEach(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));
  after(async () => {
    await tidy();
    rmSync(folder(), { recursive: true, force: true });
  });

  /**
   * Opens a config with this text and the cursor at "|". Each call uses a new file, so no state of an earlier one
   * remains.
   */
  const open = async (marked: string, file = join(folder(), `some${++count}.network.json`)) => {
    writeFileSync(file, marked.replace("|", ""));
    editor = await vscode.window.showTextDocument(vscode.Uri.file(file));
    const at = editor.document.positionAt(marked.indexOf("|"));
    editor.selection = new vscode.Selection(at, at);
  };
  const itemsNow = async () => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      editor.document.uri,
      editor.selection.active,
      undefined,
      20,
    );
    return items;
  };
  const named = ({ label }: vscode.CompletionItem) => (typeof label === "string" ? label : label.label);
  const described = ({ label }: vscode.CompletionItem) => (typeof label === "string" ? "" : label.description);
  /** Waits for an item of this name: the child process may have to answer first. */
  const itemsWith = (expected: string) =>
    until(`completion of ${expected}`, async () => {
      const items = await itemsNow();
      return items.some((item) => named(item) === expected) && items;
    });
  const names = async (expected: string) => (await itemsWith(expected)).map(named);
  /** Returns the text after the item is accepted. */
  const taken = async (name: string) => {
    const item = (await itemsWith(name)).find((each) => named(each) === name);
    const { range, insertText } = item as vscode.CompletionItem;
    const replaced = range instanceof vscode.Range ? range : (range?.replacing as vscode.Range);
    const text = typeof insertText === "string" ? insertText : (insertText?.value ?? name);
    const { document } = editor;
    return (
      document.getText().slice(0, document.offsetAt(replaced.start)) +
      text +
      document.getText(new vscode.Range(replaced.end, document.positionAt(1e6)))
    );
  };

  const snippetOf = (item: vscode.CompletionItem | undefined) => {
    const { insertText = "" } = item ?? {};
    return typeof insertText === "string" ? insertText : insertText.value;
  };

  const csv = (rest: string) => `{ "version": 1, "data": { "format": "csv", "path": "flowers.csv", ${rest} } }`;

  it("offers a table's columns with their kind and examples, and nothing else", async () => {
    await open(csv('"label": "|"'));
    const items = await itemsWith("species");
    assert.deepEqual(items.map(named), ["id", "size", "weight", "day", "species", "[ … ]"]);
    assert.deepEqual(items.map(described).slice(1, 4), [
      "text · small, large",
      "number · 3.5, 4.25",
      "date or time · 2024-01-31, 2024-02-01, 2024-02-03",
    ]);
    const { documentation } = items[2];
    assert.match((documentation as vscode.MarkdownString).value, /from 3\.5 to 4\.25\s+Missing values: 1/);
    assert.equal(await taken("species"), csv('"label": "species"'));
  });

  it("comes by itself once it is known, where the pointer still is", async () => {
    const file = join(folder(), "late.csv");
    writeFileSync(file, "only,one\n1,2\n");
    try {
      await open(csv('"label": "|"').replace("flowers", "late"));
      await vscode.commands.executeCommand("editor.action.triggerSuggest");
      const { document } = editor;
      const isTaken = async () => {
        await vscode.commands.executeCommand("acceptSelectedSuggestion");
        return document.getText().includes('"label": "only"');
      };
      await until("the column to be taken", isTaken, 40);
    } finally {
      rmSync(file);
    }
  });

  it("leaves out columns that are used already, in a half-written text too", async () => {
    await open(csv('"label": "species", "exclude": ["id", "|"').replace(" } }", ""));
    assert.deepEqual(await names("day"), ["size", "weight", "day"]);
    await open(csv('"label": "species", "exclude": ["id"], "features": |'));
    assert.deepEqual(await names("all 3 others"), ["[ … ]", "all 3 others"]);
    assert.equal(
      await taken("all 3 others"),
      csv('"label": "species", "exclude": ["id"], "features": ["size", "weight", "day"]'),
    );
  });

  it("offers columns of texts to be put in order, and their texts", async () => {
    await open(csv('"label": "species", "ordinal": { "|" }'));
    assert.deepEqual(await names("size"), ["size", "species"]);
    assert.equal(await taken("size"), csv(`"label": "species", "ordinal": { "size": ["\${1:small}", "\${2:large}"] }`));
    await open(csv('"label": "species", "ordinal": { "size": ["large", "|"] }'));
    assert.deepEqual(await names("small"), ["small"]);
  });

  it("offers columns of dates, with parts, and the parts that are not there yet", async () => {
    await open(csv('"label": "species", "dates": { "|" }'));
    assert.deepEqual(await names("day"), ["day"]);
    assert.equal(await taken("day"), csv('"label": "species", "dates": { "day": ["year", "month", "weekday"] }'));
    await open(csv('"label": "species", "dates": { "day": ["month", "|"] }'));
    assert.deepEqual(await names("cyclic"), ["year", "day", "weekday", "hour", "minute", "cyclic"]);
  });

  it("reads no more than the beginning of a very large table", async () => {
    const file = join(folder(), "huge.csv");
    writeFileSync(file, table);
    truncateSync(file, 2 ** 30);
    await open(csv('"label": "|"').replace("flowers", "huge"));
    assert.deepEqual((await names("species")).slice(0, 5), ["id", "size", "weight", "day", "species"]);
    rmSync(file);
  });

  it("offers files of the fitting kind, folder by folder", async () => {
    await open('{ "data": { "format": "csv", "path": "|" } }');
    assert.deepEqual(await names("flowers.csv"), ["flowers.csv", "tables/", "../"]);
    await open('{ "data": { "format": "csv", "path": "tables/|" } }');
    assert.deepEqual(await names("more.tsv.gz"), ["more.tsv.gz", "deep/"]);
    assert.equal(await taken("more.tsv.gz"), '{ "data": { "format": "csv", "path": "tables/more.tsv.gz" } }');
    await open('{ "data": { "format": "idx", "trainLabels": | } }');
    assert.equal((await names("train-images-idx3-ubyte.gz"))[0], "train-labels-idx1-ubyte.gz");
    await open('{ "data": { "format": "images", "path": "|" } }');
    assert.deepEqual(await names("tables"), ["tables", "../"]);
  });

  it("offers files and columns of a path that starts at the workspace folder", async () => {
    const workspaceFolder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder()))?.uri.fsPath ?? "";
    const inWorkspace = (file: string) => `\${workspaceFolder}/${relative(workspaceFolder, join(folder(), file))}`;
    await open(`{ "data": { "format": "csv", "path": "${inWorkspace("tables")}/|" } }`);
    assert.deepEqual(await names("more.tsv.gz"), ["more.tsv.gz", "deep/"]);
    await open(csv('"label": "|"').replace("flowers.csv", inWorkspace("flowers.csv")));
    assert.ok((await names("species")).includes("weight"));
  });

  it("offers the arrays of an .npz with their shapes, the likely ones first", async () => {
    const npz = (keys: string) => `{ "data": { "format": "npz", "path": "digits.npz", "keys": { ${keys} } } }`;
    await open(npz('"y": "|"'));
    const items = await itemsWith("y_train");
    assert.deepEqual(
      items.map((item) => `${named(item)} ${described(item)}`),
      ["y_train [4] int64", "x_train [4, 2, 2] uint8"],
    );
    await open(npz('"x": "x_train", "y": "|"'));
    assert.deepEqual(await names("y_train"), ["y_train"]);
  });

  it("offers the classes of the data as their names", async () => {
    await open(csv('"label": "species", "classNames": |'));
    assert.equal(
      await taken('["setosa", "virginica"]'),
      csv(`"label": "species", "classNames": ["\${1:setosa}", "\${2:virginica}"]`),
    );
  });

  it("offers runs to start from with what they reached, and the epochs they kept", async () => {
    const run = placeGoldenRun();
    const { networks } = await activate();
    await networks.refresh();
    const of = async (text: string, expected: string) => {
      // Beside the other configs, because runs are searched there.
      const file = join(dirname(folder()), `start${++count}.network.json`);
      await open(text, file);
      const found = (await itemsWith(expected)).find((item) => named(item) === expected);
      rmSync(file);
      return found && described(found);
    };
    const name = basename(run);
    assert.match((await of('{ "training": { "start": { "run": "|" } } }', name)) ?? "", /^iris · /);
    assert.equal(await of(`{ "training": { "start": { "run": "${name}", "epoch": | } } }`, "4"), "epoch 4");
  });

  it("shows function and derivative of an activation in a picture, and offers each once", async () => {
    await open('{ "layers": [{ "units": 3, "activation": "|" }] }');
    const items = await itemsWith("gelu");
    assert.deepEqual(items.map(named).sort(), [...activationNames].sort());
    const documentation = items.find((item) => named(item) === "gelu")?.documentation as vscode.MarkdownString;
    const [, picture] = documentation.value.match(/data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)/) ?? [];
    assert.match(Buffer.from(picture, "base64").toString(), /^<svg .*f'\(s\), dashed.*<\/svg>$/);
  });

  it("tells what a builtin set is, and offers optimizers with the usual values", async () => {
    await open('{ "data": { "format": "builtin", "name": "|" } }');
    const spiral = (await itemsWith('"spiral"')).find((item) => named(item) === '"spiral"');
    const { documentation } = spiral as vscode.CompletionItem;
    assert.match(typeof documentation === "string" ? documentation : (documentation?.value ?? ""), /two arms/);
    await open('{ "training": { "optimizer": | } }');
    const taken = (await itemsWith("rmsprop")).find((item) => named(item) === "rmsprop");
    assert.match(snippetOf(taken), /"learningRate": \$\{1:0\.001\},\s+"rho": \$\{2:0\.99\}/);
  });

  it("offers whole networks in an empty file, and only there", async () => {
    await open("// a new one\n|");
    assert.deepEqual(await names("mnist"), ["mnist", "iris", "table", "regression", "idx", "playground"]);
    await open('{ "version": 1, | }');
    assert.ok(!(await names("training")).includes("mnist"));
  });

  it("asks for a value at once behind a key that it knows the values of", async () => {
    await open(csv("|").replace(", }", " }"));
    const label = (await itemsWith("label")).find((item) => named(item) === "label");
    assert.match(snippetOf(label), /^"label": \$1,?$/);
  });
});
