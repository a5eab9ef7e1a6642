/** New Network Config… for the user's own data: from the palette and the explorer, with its questions. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { grey, png } from "../formats/pictureFile";
import { activate, answering, workspaceFolder } from "./parts";

interface Shown {
  label: string;
  description?: string;
}

describe("a new config for one's own data", () => {
  let folder: string;
  /** The labels of each quick pick that was shown. */
  let asked: string[][];
  const window = vscode.window as unknown as Record<string, unknown>;
  const { showOpenDialog, showQuickPick, showInputBox } = vscode.window;

  before(activate);
  beforeEach(() => {
    asked = [];
    folder = join(workspaceFolder(), "own-data");
    mkdirSync(folder);
    window.showInputBox = async ({ value }: { value: string }) => value;
  });
  afterEach(async () => {
    Object.assign(window, { showOpenDialog, showQuickPick, showInputBox });
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(workspaceFolder(), "own-data.network.json"), { force: true });
  });

  /** Answers each quick pick with the item that begins with the next start; dismisses it if none is left. */
  function picking(...starts: string[]): void {
    window.showQuickPick = async (items: Shown[]) => {
      asked.push(items.map(({ label }) => label));
      const start = starts.shift();
      return start === undefined ? undefined : items.find(({ label }) => label.startsWith(start));
    };
  }
  const write = (name: string, header: string, row: (i: number) => unknown[]) =>
    writeFileSync(join(folder, name), `${header}\n${Array.from({ length: 40 }, (_, i) => row(i).join()).join("\n")}\n`);
  const make = (target?: string) =>
    vscode.commands.executeCommand<vscode.Uri | undefined>(
      "matrixNetwork.newConfig",
      target === undefined ? undefined : vscode.Uri.file(target),
    );
  const read = (name: string) => readFileSync(join(folder, name), "utf8");

  it("is found by the words of its description, such as csv", async () => {
    window.showQuickPick = async (items: vscode.QuickPickItem[], options: vscode.QuickPickOptions) => {
      asked.push(
        items.filter(({ detail }) => options.matchOnDetail && /csv/i.test(detail ?? "")).map(({ label }) => label),
      );
    };
    assert.equal(await make(), undefined);
    assert.deepEqual(asked, [["Your own table, arrays or pickle…", "A sample project with a table"]]);
  });

  it("is written for the file that is chosen from the palette", async () => {
    write("own.csv", "x,kind", (i) => [i * 0.5, "ab"[i % 2]]);
    picking("Your own table", "kind");
    window.showOpenDialog = async () => [vscode.Uri.file(join(folder, "own.csv"))];
    const file = await make();
    assert.ok(file);
    try {
      assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.isPreview, false);
      assert.match(
        readFileSync(file.fsPath, "utf8"),
        /"path": "own-data\/own\.csv",\n {4}\/\/ "kind" is the target .*\n {4}"label": "kind"/,
      );
    } finally {
      rmSync(file.fsPath, { force: true });
    }
  });

  it("shows the name of a column as text, without the icon that it would be, and writes it as it is", async () => {
    write("icons.csv", "x,$(flame),kind", (i) => [i * 0.5, "ab"[i % 2], "pq"[i % 3 && 1]]);
    picking("$\u200b(flame)");
    const file = await make(join(folder, "icons.csv"));
    assert.equal(file?.fsPath, join(folder, "icons.network.json"));
    assert.ok(!asked.flat().some((label) => label.includes("$(")), String(asked));
    assert.match(read("icons.network.json"), /"label": "\$\(flame\)"/);
  });

  it("is written beside a file of the explorer, which asks what the data leaves open", async () => {
    write("cars.csv", "hp,kind,cyl", (i) => [90 + i * 0.7, "ab"[i % 2], [4, 6, 8][i % 3]]);
    picking("cyl", "A quantity");
    const file = await make(join(folder, "cars.csv"));
    assert.equal(file?.fsPath, join(folder, "cars.network.json"));
    assert.deepEqual(asked, [
      ["kind", "hp", "cyl"],
      ["Classes", "A quantity"],
    ]);
    assert.match(read("cars.network.json"), /"cost": "quadratic"/);
    assert.match(read("cars.network.json"), /quantities as\s+(\/\/ )?chosen\./);
  });

  it("asks which of a folder's data, those to train on first", async () => {
    write("test.csv", "x,kind", (i) => [i * 0.5, "ab"[i % 2]]);
    write("train.csv", "x,kind", (i) => [i * 0.5, "ab"[i % 2]]);
    picking("The data in own-data", "train.csv", "kind");
    const file = await make(folder);
    assert.equal(file?.fsPath, join(folder, "train.network.json"));
    assert.deepEqual(asked[1], ["train.csv", "test.csv"]);
    assert.match(read("train.network.json"), /"testPath": "test\.csv"/);
  });

  it("lies beside a folder of pictures, not among them", async () => {
    for (const kind of ["up", "down"]) {
      mkdirSync(join(folder, kind));
      for (let i = 0; i < 6; i++)
        writeFileSync(
          join(folder, kind, `${i}.png`),
          png(4, 4, (y) => grey(y * 9 + i)),
        );
    }
    picking("The data in own-data");
    const file = await make(folder);
    assert.equal(file?.fsPath, join(workspaceFolder(), "own-data.network.json"));
    assert.match(readFileSync(file.fsPath, "utf8"), /"path": "own-data",/);
  });

  it("is not written where a question is left without an answer, or the data is refused", async () => {
    write("own.csv", "x,kind", (i) => [i * 0.5, "ab"[i % 2]]);
    picking();
    assert.equal(await make(join(folder, "own.csv")), undefined);
    writeFileSync(join(folder, "same.csv"), "x,kind\n1,a\n1,b\n1,a\n");
    picking("kind");
    const { result, said } = await answering(undefined, async () => make(join(folder, "same.csv")));
    assert.equal(result, undefined);
    assert.match(said.join(), /^same\.csv: no column is left to learn "kind" from \("x" is "1" in every row\)/);
    for (const name of ["own", "same"]) assert.ok(!existsSync(join(folder, `${name}.network.json`)), name);
  });

  it("says where a folder holds no data", async () => {
    picking("The data in own-data");
    const { said } = await answering(undefined, async () => make(folder));
    assert.match(said.join(), /^own-data contains no images in one folder per class and no files of data/);
  });
});
