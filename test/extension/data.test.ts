/** Look at Data: the lens on `data`, and the process that reads the data, which ends with the panel. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { DataHostMessage } from "../../src/protocol/dataPanel";
import { activate, config, isAlive, tidy, until, workspaceFolder } from "./parts";
import { StandInPanel, standIns } from "./standInPanel";

/** Simulates the page; the host and its process are the real ones. */
class FakePage extends StandInPanel<DataHostMessage> {
  async open(uri: vscode.Uri): Promise<void> {
    const { dataPanels } = await activate();
    await dataPanels.adopt(uri, this.panel);
    this.say({ type: "ready" });
  }

  next<Type extends DataHostMessage["type"]>(type: Type): Promise<Extract<DataHostMessage, { type: Type }>> {
    const isIt = (message: DataHostMessage): message is Extract<DataHostMessage, { type: Type }> =>
      message.type === type;
    return until(`a message ${type}`, () => this.received.findLast(isIt));
  }
}

describe("Look at Data", () => {
  afterEach(tidy);

  it("has a lens on data, which opens a panel", async () => {
    const document = await vscode.workspace.openTextDocument(config("iris"));
    await vscode.window.showTextDocument(document);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      10,
    );
    const lens = lenses.find(({ command }) => command?.title.includes("Look at Data"));
    assert.match(document.lineAt(lens?.range.start ?? new vscode.Position(0, 0)).text, /^\s*"data"/);
    await vscode.commands.executeCommand(lens?.command?.command ?? "", ...(lens?.command?.arguments ?? []));
    await until("the panel", () => standIns().includes("Data: iris"));
  });

  it("shows the data of a config, and its process ends when all is read", async () => {
    const { dataPanels } = await activate();
    const page = new FakePage();
    await page.open(config("iris"));
    const [pid] = dataPanels.pids;
    const { profile } = await page.next("profile");
    assert.deepEqual([profile.isDone, profile.rows, profile.classes?.length], [true, 150, 3]);
    await until("the process to end", () => !isAlive(pid));
    page.panel.dispose();
  });

  it("ends the process that reads with its panel, and says why data cannot be read", async () => {
    const { dataPanels } = await activate();
    const [table, file] = ["many.csv", "many.network.json"].map((name) => join(workspaceFolder(), name));
    const data = { format: "csv", path: "many.csv", label: "k" };
    const layers = [{ units: 2, activation: "softmax" }];
    writeFileSync(file, JSON.stringify({ version: 1, data, layers, training: { epochs: 1 } }));
    try {
      const page = new FakePage();
      await page.open(vscode.Uri.file(file));
      assert.match((await page.next("problem")).message, /many\.csv: there is no/);
      writeFileSync(table, `x,y,k\n${"0.5,0.25,a\n0.75,3,b\n".repeat(400_000)}`);
      page.say({ type: "again" });
      const pid = await until("the process", () => dataPanels.pids[0]);
      page.panel.dispose();
      await until("the process to end", () => !isAlive(pid));
      assert.deepEqual(dataPanels.pids, []);
    } finally {
      for (const path of [table, file]) rmSync(path, { force: true });
    }
  });
});
