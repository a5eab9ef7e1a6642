/** Names and paths of files are text in the tree, in lists and in notifications: VS Code draws no link, icon or mark. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { activate, answering, config, placeGoldenRun, tidy } from "./parts";

const hostile = "<img src=x onerror=alert(1)> [x](command:workbench.action.quit) $(flame) \u001b[31m \u202ereversed";
const link = /\[[^\]]+\]\((command|https?|file):/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
const hidden = /[\u001b\u202e]/;

describe("text of files in the editor", () => {
  before(async () => {
    await tidy();
    for (const id of ["20260101T120000Z-00aa", "20260102T120000Z-00bb"])
      writeFileSync(join(placeGoldenRun(id), "label.json"), JSON.stringify({ name: hostile }));
    await (await activate()).networks.refresh();
  });
  after(tidy);

  it("has no effect in the label, the description and the tooltip of a run in the tree", async () => {
    const { tree } = await activate();
    const networks = await tree.getChildren();
    const iris = networks.find((node) => tree.getTreeItem(node).label === "iris");
    const [run] = await tree.getChildren(iris);
    const { label, description, tooltip } = tree.getTreeItem(run);
    assert.match(String(label), /^<img src=x .* \\u001b\[31m \\u202ereversed$/);
    const { value, isTrusted, supportHtml, supportThemeIcons } = tooltip as vscode.MarkdownString;
    assert.match(value, /&lt;img src=x onerror=/);
    assert.deepEqual([isTrusted, supportHtml, supportThemeIcons].filter(Boolean), []);
    for (const text of [label, description, value].map(String)) assert.doesNotMatch(text, hidden);
    assert.doesNotMatch(value, link);
  });

  it("draws no icon in a list to choose from", async () => {
    const window = vscode.window as { showQuickPick: unknown };
    const { showQuickPick } = window;
    let items: vscode.QuickPickItem[] = [];
    window.showQuickPick = async (given: vscode.QuickPickItem[]) => {
      items = given;
    };
    try {
      await vscode.commands.executeCommand("matrixNetwork.compareRuns");
    } finally {
      window.showQuickPick = showQuickPick;
    }
    const labels = items.map(({ label }) => label);
    assert.ok(labels.some((label) => label.includes("$\u200b(flame)")));
    for (const label of labels) assert.doesNotMatch(label, hidden);
  });

  it("makes no link that runs a command in a notification", async () => {
    const file = config("hostile").fsPath;
    const data = { format: "csv", path: `${hostile}.csv`, label: "y" };
    writeFileSync(file, JSON.stringify({ version: 1, data, layers: [{ units: 2, activation: "softmax" }] }));
    try {
      const { said } = await answering(undefined, async (messages) => {
        await vscode.commands.executeCommand("matrixNetwork.train", vscode.Uri.file(file));
        const end = Date.now() + 20_000;
        while (messages.length === 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 25));
      });
      assert.match(said.join("\n"), /\[x\]\u200b\(command:/);
      for (const text of said) assert.doesNotMatch(text, hidden);
    } finally {
      rmSync(file);
    }
  });
});
