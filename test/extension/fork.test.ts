/** Fork…: writes, opens and trains a config that starts from the weights of an epoch. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { EpochEnded } from "../../src/protocol/events";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { readEvents } from "../../src/runs/events";
import { FakePage } from "./fakePage";
import { activate, answering, config, placeGoldenRun, tidy, trainToEnd, until, workspaceFolder } from "./parts";

const fileOf = (name: string) => join(workspaceFolder(), `${name}.network.json`);
const weightsOf = async (...path: string[]) =>
  (await readCheckpoint(join(...path))).arrays.filter(({ name }) => !name.startsWith("optimizer/"));

const epochsOf = async (run: string) =>
  (await readEvents(run)).filter((event): event is EpochEnded => event.type === "epoch");

describe("a fork", () => {
  const made: string[] = [];
  afterEach(async () => {
    await tidy();
    for (const file of made.splice(0)) rmSync(file, { force: true });
  });

  it("is a config beside the original that trains on from the epoch's weights", async () => {
    const run = await trainToEnd(config("iris"));
    const name = "iris-fork-12";
    made.push(fileOf(name));
    const file = await vscode.commands.executeCommand<vscode.Uri>("matrixNetwork.forkRun", {
      folder: run,
      epoch: 12,
      name,
    });
    assert.equal(file.fsPath, fileOf(name));
    assert.match(readFileSync(file.fsPath, "utf8"), /^\/\/ Comments and trailing commas are fine/);
    const editor = await until("the fork in the editor", () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.fsPath, file.fsPath);
    assert.match(editor.document.getText(editor.selection), /^"start": \{[^}]*"epoch": 12\s*\}$/);
    const { networks } = await activate();
    await until("the fork in the tree", () => networks.network(file));
    const forked = await trainToEnd(file);
    assert.deepEqual(await weightsOf(forked, "epochs", "0.npz"), await weightsOf(run, "epochs", "12.npz"));
    const before = await epochsOf(run);
    const [first] = await epochsOf(forked);
    const cost = ({ validationCost = Number.NaN }: EpochEnded) => validationCost;
    const [fromKept, fromChance] = [before[11], before[0]].map((epoch) => Math.abs(cost(first) - cost(epoch)));
    assert.ok(fromKept < fromChance / 4, `${cost(first)} after ${cost(before[11])}, from chance ${cost(before[0])}`);
  });

  it("never takes the place of a file, and says so", async () => {
    const folder = placeGoldenRun();
    await (await activate()).networks.refresh();
    made.push(fileOf("mine"));
    writeFileSync(fileOf("mine"), "{}");
    const { result, said } = await answering(undefined, async () =>
      vscode.commands.executeCommand("matrixNetwork.forkRun", { folder, epoch: 2, name: "mine" }),
    );
    assert.equal(result, undefined);
    assert.match(said[0], /^mine\.network\.json already exists\. Choose another name\.$/);
    assert.equal(readFileSync(fileOf("mine"), "utf8"), "{}");
  });

  it("asks for epoch and name from the panel, and proposes a name that is free", async () => {
    const folder = placeGoldenRun();
    await (await activate()).networks.refresh();
    made.push(fileOf("iris-fork-3"), fileOf("iris-fork-3-2"));
    writeFileSync(fileOf("iris-fork-3"), "{}");
    const window = vscode.window as unknown as Record<string, unknown>;
    const { showQuickPick, showInputBox } = vscode.window;
    let offered: string[] = [];
    window.showQuickPick = async (items: { label: string; description: string }[]) => {
      offered = items.map(({ label, description }) => `${label} ${description}`);
      return items.find(({ label }) => label === "Epoch 3");
    };
    window.showInputBox = async ({ value }: { value: string }) => value;
    const page = await FakePage.of(folder);
    try {
      page.say({ type: "fork" });
      await until("the fork", () => existsSync(fileOf("iris-fork-3-2")));
      assert.match(offered[0], /^Epoch \d \d+\.\d% · best$/);
      assert.deepEqual(offered.map((text) => text.slice(0, 7)).sort(), ["Epoch 1", "Epoch 2", "Epoch 3", "Epoch 4"]);
    } finally {
      Object.assign(window, { showQuickPick, showInputBox });
      await page.close();
    }
  });
});
