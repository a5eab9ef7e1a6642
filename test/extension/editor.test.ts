/** What the editor knows of a network: hints, outline and hovers, in the real VS Code with real files. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { writeIdx } from "../formats/idxFile";
import { activate, config, hurry, isAlive, tidy, until } from "./parts";
import { childProcesses } from "./processes";

const folder = () => dirname(config("iris").fsPath);

/** Three pictures of 2 × 2 in two classes. */
function writePictures(): void {
  const values = [255, 0, 0, 255, 0, 255, 255, 0, 9, 8, 7, 6];
  writeFileSync(join(folder(), "x.idx"), writeIdx("u1", [3, 2, 2], values));
  writeFileSync(join(folder(), "y.idx"), writeIdx("u1", [3], [0, 1, 0]));
}

const pictures = `{
  "version": 1,
  "data": { "format": "idx", "trainImages": "x.idx", "trainLabels": "y.idx" },
  "layers": [
    { "units": 5, "activation": "elu", "alpha": 2 },
    { "units": 2, "activation": "softmax" }
  ],
  "cost": "cross-entropy",
  "training": { "optimizer": { "type": "adam" } }
}
`;

describe("an editor that knows networks", () => {
  let document: vscode.TextDocument;

  let atLeisure: () => void;

  before(async () => {
    atLeisure = await hurry();
    writePictures();
    writeFileSync(config("pictures").fsPath, pictures);
  });
  after(async () => {
    atLeisure();
    await tidy();
    for (const name of ["x.idx", "y.idx", "pictures.network.json"]) {
      await vscode.workspace.fs.delete(vscode.Uri.file(join(folder(), name)));
    }
  });

  const open = async (name: string) => {
    document = (await vscode.window.showTextDocument(config(name))).document;
  };
  const hintsNow = async () => {
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      "vscode.executeInlayHintProvider",
      document.uri,
      all,
    );
    return hints.map(({ label, position }) => `${position.line + 1} ${label}`);
  };
  /** Those of the layers. */
  const shapesNow = async () => (await hintsNow()).filter((hint) => !hint.includes("an epoch"));
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
    const { pid } = inspector;
    assert.ok(isAlive(pid));
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await until("the process to leave", () => !isAlive(pid));
  });

  it("tells how long an epoch takes here, timed by the process, once typing has rested", async () => {
    await open("iris");
    const time = async () => (await hintsNow()).find((hint) => hint.includes("an epoch"));
    assert.equal(await until("the time", time), "11 < 0.1 s an epoch (wasm)");
    const editor = await vscode.window.showTextDocument(document);
    const place = document.positionAt(document.getText().indexOf('"units": 8') + '"units": '.length);
    assert.ok(await editor.edit((edit) => edit.insert(place, "655")));
    assert.equal(await time(), undefined, "not of another network");
    assert.match(
      (await until("the other network's time", time)) ?? "",
      /^11 (≈ .* an epoch, .* in all|< 0\.1 s an epoch)/,
    );
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  describe("of a backend that takes seconds to begin", () => {
    const slow = (backend: string) => `${pictures.replace(/}\n$/, `, "backend": "${backend}" }\n`)}`;
    /** A file of its own each time: what is known of one is not asked again. */
    let count = 0;
    const write = async (backend: string) => {
      writeFileSync(config(`slow${++count}`).fsPath, slow(backend));
      await open(`slow${count}`);
    };
    const time = async () => (await hintsNow()).find((hint) => /epoch|timed/.test(hint));
    const processes = () => childProcesses(/trainer\.js inspect/);
    let mostMilliseconds: number;

    beforeEach(async () => {
      ({ mostMilliseconds } = (await activate()).inspector.slowTiming);
    });
    afterEach(async () => {
      Object.assign((await activate()).inspector.slowTiming, { mostMilliseconds });
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      await vscode.workspace.fs.delete(config(`slow${count}`));
    });

    it("tells the time too, from a process of its own that goes", async () => {
      await write("gpujs-cpu");
      assert.match((await until("the time", time)) ?? "", /an epoch.*\(gpujs-cpu\)$/);
      const { inspector } = await activate();
      await until("the process to leave", async () => (await processes()).every((pid) => pid === inspector.pid));
    });

    it("says so where that takes too long, and ends the process", async () => {
      const { inspector } = await activate();
      inspector.slowTiming.mostMilliseconds = 1;
      await write("gpujs-cpu");
      assert.equal(await until("the reason", time), "9 too slow to be timed here");
      await until("the process to be gone", async () => (await processes()).every((pid) => pid === inspector.pid));
    });

    it("stays away where the backend is not there, which the linter says", async () => {
      const { inspector } = await activate();
      await write("gpujs-webgpu");
      const machine = await until("the machine's backends", () => inspector.backends);
      const isThere = machine.some(({ name, available }) => name === "gpujs-webgpu" && available);
      const value = JSON.parse(slow("gpujs-webgpu"));
      await until(
        "an answer",
        async () => (await hintsNow()) && inspector.timeOf(document.uri, value, { mayAsk: false }),
      );
      assert.equal((await time()) !== undefined, isThere);
      const missing = vscode.languages
        .getDiagnostics(document.uri)
        .filter(({ message }) => /is not there/.test(message));
      assert.equal(missing.length === 0, isThere);
    });

    it("is asked of nobody once a network trains", async () => {
      const { inspector } = await activate();
      await write("gpujs-cpu");
      await until("a process for it", async () => {
        await hintsNow();
        return (await processes()).some((pid) => pid !== inspector.pid);
      });
      await vscode.commands.executeCommand("matrixNetwork.train", config("long"));
      await until("the process to be gone", async () => (await processes()).every((pid) => pid === inspector.pid));
      await tidy();
    });
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
    assert.match(await hover('"optimizer"'), /usual: learningRate 0\.0001 to 0\.01/);
  });

  it("tells on the data how much, how balanced, and shows the first examples", async () => {
    await open("pictures");
    const said = await hoverWith('"data"', /3 training examples/);
    assert.match(said, /0 █{20} 2\n1 █{10} {10} 1/);
    const [, picture] = said.match(/data:image\/bmp;base64,([A-Za-z0-9+/=]+)/) ?? [];
    const bitmap = Buffer.from(picture, "base64");
    assert.deepEqual([bitmap.readInt32LE(18), bitmap.readInt32LE(22)], [(3 * 2 + 2 * 2) * 28, 2 * 28]);
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
