/** The linter in the editor: pages linked from its codes, quick fixes, and findings that need data or the machine. */
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { writeIdx } from "../formats/idxFile";
import { activate, checkout, config, tidy, until } from "./parts";

const folder = () => dirname(config("iris").fsPath);

describe("the linter in the editor", () => {
  let document: vscode.TextDocument;
  /** Numbers the files: each test uses a new one, so no state of an earlier test remains. */
  let count = 0;

  before(() => {
    writeFileSync(join(folder(), "x.idx"), writeIdx("u1", [8, 1], [0, 9, 0, 9, 0, 9, 0, 9]));
    writeFileSync(join(folder(), "y.idx"), writeIdx("u1", [8], [0, 1, 0, 0, 0, 0, 0, 0]));
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.workspace.fs.delete(document.uri);
  });
  after(async () => {
    for (const name of ["x.idx", "y.idx"]) await vscode.workspace.fs.delete(vscode.Uri.file(join(folder(), name)));
    await tidy();
  });

  const open = async (changes: object) => {
    const network = {
      version: 1,
      data: { format: "idx", trainImages: "x.idx", trainLabels: "y.idx", validation: { examples: 1 } },
      layers: [{ units: 2, activation: "softmax" }],
      training: { batchSize: 2 },
      ...changes,
    };
    const uri = config(`linted${++count}`);
    writeFileSync(uri.fsPath, JSON.stringify(network, null, 2));
    document = (await vscode.window.showTextDocument(uri)).document;
  };
  const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === "object" ? code.value : code);
  const finding = (code: string) =>
    until(`the finding ${code}`, () =>
      vscode.languages.getDiagnostics(document.uri).find((diagnostic) => codeOf(diagnostic) === code),
    );
  /** Resolves when the document's diagnostics change next. */
  const nextDiagnostics = () =>
    new Promise<void>((resolve) => {
      const heard = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (!uris.some((uri) => uri.toString() === document.uri.toString())) return;
        heard.dispose();
        resolve();
      });
    });
  const applyFix = async (code: string) => {
    const { range } = await finding(code);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
    );
    const ours = actions.find(({ isPreferred, edit }) => isPreferred && edit);
    assert.ok(ours?.edit, `no fix among ${actions.map(({ title }) => title)}`);
    assert.ok(await vscode.workspace.applyEdit(ours.edit));
    await until(`${code} to go`, () =>
      vscode.languages.getDiagnostics(document.uri).every((diagnostic) => codeOf(diagnostic) !== code),
    );
  };

  it("says which targets an output layer cannot reach, and what looks like labels", async () => {
    const file = join(folder(), "targets.csv");
    writeFileSync(
      file,
      `x,a,b,c\n${Array.from({ length: 40 }, (_, i) => `${i},${i % 2},${(i >> 1) % 2},${3 * i}`).join("\n")}\n`,
    );
    const data = { format: "csv", path: "targets.csv", label: "c", features: ["x"], validation: { fraction: 0.2 } };
    const cost = "quadratic";
    await open({ data: { ...data, task: "regression" }, layers: [{ units: 1, activation: "sigmoid" }], cost });
    await applyFix("target-range");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.workspace.fs.delete(document.uri);
    await open({ data: { ...data, label: ["a", "b"] }, layers: [{ units: 2, activation: "sigmoid" }], cost });
    await applyFix("labels-quadratic");
    rmSync(file);
  });

  it("leads from a code to the section that explains it", async () => {
    await open({ cost: "quadratic" });
    const { code } = await finding("softmax-quadratic");
    assert.ok(typeof code === "object");
    const line = Number(code.target.fragment.slice(1));
    assert.equal(readFileSync(code.target.fsPath, "utf8").split("\n")[line - 1], "## softmax-quadratic");
  });

  it("compares the config with the weights file that it starts from", async () => {
    const files = ["iris3.csv", "mlp3.onnx"].map((name) => join(folder(), name));
    for (const file of files) copyFileSync(checkout("test", "fixtures", "weights", basename(file)), file);
    try {
      const changes = (weights: string) => ({
        data: { format: "csv", path: "iris3.csv", label: "kind", scaling: "none" },
        layers: [
          { units: 6, activation: "relu" },
          { units: 3, activation: "softmax" },
        ],
        training: { batchSize: 8, start: { weights } },
      });
      await open(changes("mlp3.onnx"));
      const { message } = await finding("start-activation");
      assert.match(message, /tanh/);
      await applyFix("start-activation");
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      await vscode.workspace.fs.delete(document.uri);
      await open(changes("nowhere.onnx"));
      assert.match((await finding("start-unusable")).message, /nowhere\.onnx/);
    } finally {
      for (const file of files) rmSync(file);
    }
  });

  it("fixes a misspelled key", async () => {
    await open({ coust: "cross-entropy" });
    await applyFix("unknown-key");
    assert.match(document.getText(), /"cost": "cross-entropy"/);
  });

  it("fixes a cost that does not go with the outputs", async () => {
    await open({ cost: "quadratic" });
    await applyFix("softmax-quadratic");
    assert.match(document.getText(), /"cost": "cross-entropy"/);
  });

  it("counts the classes in the files, and gives the output layer as many units", async () => {
    await open({ layers: [{ units: 5, activation: "softmax" }] });
    await applyFix("output-units");
    assert.match(document.getText(), /"units": 2,/);
  });

  it("sees in the files that classes are uneven, and weighs them", async () => {
    await open({});
    await applyFix("class-imbalance");
    assert.match(document.getText(), /"classWeights": "balanced"/);
  });

  it("says where it is named that a file is not there, and no longer when it comes", async () => {
    await open({ data: { format: "csv", path: "late.csv", label: "kind", validation: { fraction: 0.2 } } });
    const { range, severity, message } = await finding("data-unusable");
    assert.equal(document.getText(range), '"late.csv"');
    assert.equal(severity, vscode.DiagnosticSeverity.Error);
    assert.match(message, /late\.csv: there is no /);
    const table = vscode.Uri.file(join(folder(), "late.csv"));
    writeFileSync(table.fsPath, `size,kind\n${"1,a\n2,b\n".repeat(10)}`);
    try {
      // Each edit makes the linter look for the files again.
      await until("it to go", async () => {
        const checked = nextDiagnostics();
        const edit = new vscode.WorkspaceEdit();
        edit.insert(document.uri, new vscode.Position(0, 1), " ");
        await vscode.workspace.applyEdit(edit);
        await checked;
        return vscode.languages.getDiagnostics(document.uri).every((each) => codeOf(each) !== "data-unusable");
      });
    } finally {
      await vscode.workspace.fs.delete(table);
    }
  });

  for (const [what, code, of, parts] of [
    ["dates", "data-unusable", (i: number) => `2024-0${(i % 6) + 1}-03`, '"month",\\s*"weekday"'],
    ["times", "column-dates", (i: number) => `${10 + (i % 9)}:30`, '"hour"'],
  ] as const) {
    it(`makes inputs of the parts of ${what}`, async () => {
      const table = vscode.Uri.file(join(folder(), `${what}.csv`));
      writeFileSync(
        table.fsPath,
        `at,kind\n${Array.from({ length: 40 }, (_, i) => `${of(i)},${"ab"[i % 2]}\n`).join("")}`,
      );
      try {
        await open({ data: { format: "csv", path: `${what}.csv`, label: "kind", validation: { fraction: 0.2 } } });
        await applyFix(code);
        assert.match(document.getText(), new RegExp(`"dates": \\{\\s*"at": \\[\\s*${parts}\\s*\\]`));
        await until("nothing to be wrong", () =>
          vscode.languages
            .getDiagnostics(document.uri)
            .every(({ severity }) => severity !== vscode.DiagnosticSeverity.Error),
        );
      } finally {
        await vscode.workspace.fs.delete(table);
      }
    });
  }

  it("reports without reading a builtin set that a minibatch is too large, and fixes it", async () => {
    await open({
      data: { format: "builtin", name: "iris", validation: { examples: 30 } },
      layers: [{ units: 3, activation: "softmax" }],
      training: { batchSize: 500 },
    });
    await applyFix("batch-size");
    assert.match(document.getText(), /"batchSize": 12/);
  });

  it("warns of data outside of the workspace", async () => {
    await open({ data: { format: "idx", trainImages: "../x.idx", trainLabels: "y.idx", validation: { examples: 1 } } });
    const { range, severity } = await finding("path-outside");
    assert.equal(document.getText(range), '"../x.idx"');
    assert.equal(severity, vscode.DiagnosticSeverity.Warning);
  });

  it("says which backend is not there, and takes auto", async () => {
    const { inspector } = await activate();
    const machine = [{ name: "reference", available: false, description: "is not there in this test" }];
    Object.assign(inspector, { machine, askedMachine: true });
    try {
      await open({ backend: "reference" });
      await applyFix("backend-missing");
      assert.match(document.getText(), /"backend": "auto"/);
    } finally {
      Object.assign(inspector, { machine: undefined, askedMachine: false });
    }
  });
});
