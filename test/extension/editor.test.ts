/** Editor features for configs: inlay hints, outline and hovers, in the real VS Code with real files. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as vscode from "vscode";
import { hintsOf, removePictures, writePictures } from "./hints";
import { activate, config, isAlive, tidy, until, workspaceFolder } from "./parts";

describe("an editor that knows networks", () => {
  let document: vscode.TextDocument;

  before(writePictures);
  after(async () => {
    await tidy();
    await removePictures();
  });

  const open = async (name: string) => {
    document = (await vscode.window.showTextDocument(config(name))).document;
  };
  /** Returns the hints of the layers. */
  const shapesNow = async () => (await hintsOf(document)).filter((hint) => !hint.includes("an epoch"));
  const hover = async (text: string, further = 1) => {
    const place = document.positionAt(document.getText().indexOf(text) + further);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      place,
    );
    return hovers
      .flatMap(({ contents }) => contents.map((each) => (typeof each === "string" ? each : each.value)))
      .join("\n---\n");
  };
  const hoverWith = (text: string, expected: RegExp, further = 1) =>
    until(`a hover on ${text} that says ${expected}`, async () => {
      const said = await hover(text, further);
      return expected.test(said) && said;
    });

  it("shows the shapes of a builtin set's layers at once", async () => {
    await open("iris");
    assert.deepEqual(await shapesNow(), ["6 4 → 8 · 40 parameters", "7 8 → 3 · 27 parameters"]);
  });

  it("follows what is typed", async () => {
    await open("iris");
    const editor = await vscode.window.showTextDocument(document);
    const place = document.positionAt(document.getText().indexOf('"units": 8') + '"units": '.length);
    assert.ok(await editor.edit((edit) => edit.insert(place, "1")));
    assert.deepEqual(await shapesNow(), ["6 4 → 18 · 90 parameters", "7 18 → 3 · 57 parameters"]);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("learns the shapes of files from a process, and ends it when no config is in sight", async () => {
    const { inspector } = await activate();
    await open("pictures");
    const hints = await until("shapes", async () => {
      const found = await shapesNow();
      return found[0]?.includes("→") && found;
    });
    assert.deepEqual(hints, ["5 4 → 5 · 25 parameters", "6 5 → 2 · 12 parameters"]);
    const { pids } = inspector;
    assert.ok(pids.length > 0 && pids.every(isAlive));
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await until("the processes to leave", () => !pids.some(isAlive));
  });

  it("outlines the network with its shapes", async () => {
    await open("iris");
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    const layers = symbols.find(({ name, detail }) => name === "layers" && detail === "67 parameters");
    assert.deepEqual(
      layers?.children.map(({ name, detail }) => `${name}: ${detail}`),
      ["layer 1: tanh · 4 → 8", "output layer: softmax · 8 → 3"],
    );
    assert.match(document.getText(layers?.children[0].range), /^\{ "units": 8, .*\}$/);
    const { Module, Array: List, String: Text, Number: Digits, Boolean: Flag, Variable } = vscode.SymbolKind;
    const ofJson = [Module, List, Text, Digits, Flag, Variable];
    assert.deepEqual(
      symbols.filter(({ kind }) => !ofJson.includes(kind)).map(({ name, detail }) => `${name}: ${detail}`),
      ["data: iris", "layers: 67 parameters", "cost: cross-entropy", "training: adam · 20 epochs"],
    );
  });

  it("hides the outline that JSON support has of the same text, which no extension can switch off", async () => {
    await open("iris");
    for (const view of ["outline", "breadcrumbs"]) {
      const settings = vscode.workspace.getConfiguration(view, document);
      for (const kind of ["Modules", "Arrays", "Strings", "Numbers", "Booleans", "Variables"])
        assert.equal(settings.get(`show${kind}`), false, `${view}.show${kind}`);
    }
  });

  it("tells on a layer its shape, its share of the whole and its activation in a picture", async () => {
    await open("iris");
    const said = await hover('"units": 8');
    assert.match(said, /\*\*layer 1\*\* 4 → 8 · 40 parameters, 59\.7% of 67/);
    const [, picture] = said.match(/data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)/) ?? [];
    assert.match(Buffer.from(picture, "base64").toString(), /^<svg .*stroke-dasharray.*<\/svg>$/);
    assert.match(await hover('"layers"'), /\*\*4 → 8 → 3\*\* · 67 parameters/);
  });

  it("tells function and derivative of an activation, and says what the key is for once", async () => {
    await open("iris");
    const said = await hoverWith('"tanh"', /The activation function of this layer/);
    assert.match(said, /f'\(s\) = 1 − f\(s\)²/);
    assert.equal(said.split("The activation function of this layer").length, 2);
  });

  it("tells the formula of the cost, and an optimizer's step and usual values", async () => {
    await open("pictures");
    const cost = await hoverWith('"cross-entropy"', /−Σⱼ yⱼ ln zⱼ/);
    assert.equal(cost.split("ln zⱼ (softmax)").length, 2, "said once");
    await hoverWith('"adam"', /Usual: learningRate 0\.0001 to 0\.01/);
    assert.match(await hover('"optimizer"'), /typical: learningRate 0\.0001 to 0\.01/);
  });

  it("tells on the data how much, how balanced, and shows the first examples", async () => {
    await open("pictures");
    const said = await hoverWith('"data"', /3 training examples/);
    assert.match(said, /0 █{20} 2\n1 █{10} {10} 1/);
    const [, picture] = said.match(/data:image\/bmp;base64,([A-Za-z0-9+/=]+)/) ?? [];
    const bitmap = Buffer.from(picture, "base64");
    assert.deepEqual([bitmap.readInt32LE(18), bitmap.readInt32LE(22)], [(3 * 2 + 2 * 2) * 28, 2 * 28]);
  });

  it("shows the names of classes as text, whatever Markdown or control characters are in them", async () => {
    await open("pictures");
    const editor = await vscode.window.showTextDocument(document);
    const place = document.positionAt(document.getText().indexOf('"y.idx"') + '"y.idx"'.length);
    const names = String.raw`"![x](https://evil.example/p.png?leak)", "[click](https://evil.example)\u001b[31m"`;
    assert.ok(await editor.edit((edit) => edit.insert(place, `, "classNames": [${names}]`)));
    const said = await hoverWith('"data"', /click.* 1$/m);
    const [codeBlock = ""] = said.match(/^```text$[\s\S]*?^```$/m) ?? [];
    assert.match(codeBlock, /^\[click\]\(https:\/\/evil\.example\)\\u001b\[31m █/m);
    const others = said.replace(codeBlock, "").replace(/!\[[^\]]*\]\(data:image[^)]*\)/g, "");
    assert.match(others, /\\\[click\\\]\\\(https\\:\/\/evil\.example\\\)/);
    assert.doesNotMatch(others, /!\[x\]\(|\[click\]\(/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  describe("with a table that takes longer to read than a hover waits", () => {
    const files = [config("slow").fsPath, join(workspaceFolder(), "slow.csv.gz")];
    before(() => {
      // Two gigabytes, of which few columns are kept: reading them takes long, and little memory.
      const names = Array.from({ length: 30 }, (_, i) => `c${i}`);
      const member = gzipSync(`${"1,".repeat(names.length)}1,2\n`.repeat(2 ** 14), { level: 1 });
      const head = gzipSync(`${names.join()},a,b\n`);
      writeFileSync(files[1], Buffer.concat([head, ...Array<Buffer>(2000).fill(member)]));
      const data = { format: "csv", path: "slow.csv.gz", label: "b", features: ["a"] };
      const layers = [{ units: 2, activation: "softmax" }];
      writeFileSync(files[0], JSON.stringify({ version: 1, data, layers }, null, 2));
    });
    after(async () => {
      const { inspector } = await activate();
      const { pids } = inspector;
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      await until("the processes to leave", () => !pids.some(isAlive));
      for (const file of files) rmSync(file);
    });

    it("says that it is still being read and how far, while the data of another config is told", async () => {
      await open("slow");
      const said = await hoverWith('"data"', /rows so far/);
      assert.match(said, /The data is still being read: [\d.]+ MB on the disk, rows so far: [\d,]+, columns: \d+/);
      await open("pictures");
      await hoverWith('"data"', /3 training examples/);
      await open("slow");
      await hoverWith('"data"', /The data is still being read: .*rows so far/);
    });
  });

  it("tells why data cannot be read", async () => {
    await open("pictures");
    const editor = await vscode.window.showTextDocument(document);
    const place = document.positionAt(document.getText().indexOf("x.idx"));
    assert.ok(await editor.edit((edit) => edit.insert(place, "no")));
    await hoverWith('"data"', /there is no .*nox/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
});
