/** The commands Export…, Predict… and Verify Run. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { activate, answering, config, tidy, trainToEnd } from "./parts";

describe("a finished run", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
  });
  afterEach(tidy);
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("is exported, predicts, and is verified", async () => {
    const run = await trainToEnd(config("iris"));
    const out = join(folder, "flowers.onnx");
    const files = await vscode.commands.executeCommand("matrixNetwork.exportRun", run, { format: "onnx", out });
    assert.deepEqual(files, [out]);
    assert.ok(existsSync(out));
    const input = join(folder, "new.csv");
    writeFileSync(input, "5.1,3.5,1.4,0.2\n");
    const answers = join(folder, "answers.csv");
    const count = await vscode.commands.executeCommand("matrixNetwork.predict", run, { input, out: answers });
    assert.equal(count, 1);
    assert.match(readFileSync(answers, "utf8"), /^row,class,setosa,versicolor,virginica\n1,setosa,/);
    const { result, said } = await answering(undefined, async () =>
      vscode.commands.executeCommand("matrixNetwork.verifyRun", run),
    );
    assert.equal(result, true);
    assert.match(said[0], /^iris: the weights after epoch 20 are identical, bit for bit\.$/);
  });

  it("is looked through for the moment at which a condition became true", async () => {
    const run = await trainToEnd(config("iris"));
    const find = (condition: string) =>
      answering(undefined, async () =>
        vscode.commands.executeCommand<{ epoch?: number }>("matrixNetwork.findMoment", run, { condition }),
      );
    const { result, said } = await find("epoch >= 3 && norm(W1) > 0");
    assert.equal(result?.epoch, 3);
    assert.match(
      said[0],
      /^epoch >= 3 && norm\(W1\) > 0 became true in epoch 3, minibatch 1 \(epoch: 2 → 3, norm\(W1\): /,
    );
    const never = await find("epoch > 20");
    assert.deepEqual(never.said, ["epoch > 20 never became true in epochs 1 to 20."]);
    const wrong = await find("epochs > 20");
    assert.match(wrong.said[0], /^condition, character 1: there is no epochs; did you mean epoch\?/);
  });

  it("says what is saved in the dialog for a file", async () => {
    const run = await trainToEnd(config("iris"));
    const { showSaveDialog } = vscode.window;
    const titles: (string | undefined)[] = [];
    Object.assign(vscode.window, {
      showSaveDialog: async ({ title }: vscode.SaveDialogOptions) => void titles.push(title),
    });
    try {
      await vscode.commands.executeCommand("matrixNetwork.predict", run, { input: join(folder, "new.csv") });
      await vscode.commands.executeCommand("matrixNetwork.exportRun", run, { format: "npz" });
    } finally {
      Object.assign(vscode.window, { showSaveDialog });
    }
    assert.deepEqual(titles, ["Save the predictions", "Save the network"]);
  });

  it("says what of the rows it does not predict", async () => {
    const run = await trainToEnd(config("iris"));
    const input = join(folder, "named.csv");
    // A table as R writes it: the column of row names has no header.
    writeFileSync(input, "a,b,c,d\nfirst,5.1,3.5,1.4,0.2\nsecond,6.1,2.8,4.7,1.2\n");
    const given = { input, out: join(folder, "answers.csv") };
    const { result, said } = await answering(undefined, async () =>
      vscode.commands.executeCommand("matrixNetwork.predict", run, given),
    );
    assert.equal(result, 2);
    assert.match(said[0], /^named\.csv: left out: row names, which the header does not name$/);
  });

  it("asks which column identifies the rows, if the network does not use them all", async () => {
    const run = await trainToEnd(config("iris"));
    const input = join(folder, "ids.csv");
    writeFileSync(input, "Id,a,b,c,d\nx7,5.1,3.5,1.4,0.2\n");
    const window = vscode.window as unknown as Record<string, unknown>;
    const { showQuickPick, showSaveDialog, showOpenDialog } = window;
    const out = join(folder, "ids.answers.csv");
    let labels: string[] = [];
    Object.assign(window, {
      showOpenDialog: async () => [vscode.Uri.file(input)],
      showSaveDialog: async () => vscode.Uri.file(out),
      showQuickPick: async (items: vscode.QuickPickItem[]) => {
        labels = items.map(({ label }) => label);
        return items[1];
      },
    });
    try {
      await vscode.commands.executeCommand("matrixNetwork.predict", run);
    } finally {
      Object.assign(window, { showQuickPick, showSaveDialog, showOpenDialog });
    }
    assert.deepEqual(labels.slice(0, 2), ["Row number", "Id"]);
    assert.match(readFileSync(out, "utf8"), /^Id,class,.*\nx7,setosa,/);
  });

  it("says in the words of the command line why it cannot predict", async () => {
    const run = await trainToEnd(config("iris"));
    const given = { input: join(folder, "nothing.csv"), out: join(folder, "answers.csv") };
    const { said } = await answering(undefined, async () =>
      vscode.commands.executeCommand("matrixNetwork.predict", run, given),
    );
    assert.match(said[0], /there is no .*nothing\.csv/);
  });
});

describe("what other extensions get", () => {
  afterEach(tidy);

  it("trains a network, tells its events and puts its run to use", async () => {
    const api = await activate();
    const training = await api.train(config("iris"));
    const types: string[] = [];
    training.onEvent(({ type }) => types.push(type));
    const { run, reason } = await training.done;
    assert.equal(reason, "completed");
    assert.equal(types.filter((type) => type === "epoch").length, 20);
    const out = join(run, "flowers.json");
    assert.deepEqual(await api.exportNetwork(run, "json", out), [out]);
    assert.equal((await api.verify(run)).same, true);
    await assert.rejects(api.predict(run, join(run, "nothing.csv"), out), /there is no .*nothing\.csv/);
  });
});
