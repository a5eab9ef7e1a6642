/** Show Runs Table: the panel's host with runs on the disk; the page's commands act on the selected runs only. */
import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import {
  type Cell,
  type RunsTableHostMessage,
  type RunsTablePageMessage,
  unpackCell,
} from "../../src/protocol/runsTable";
import { readLabel } from "../../src/runs/label";
import { editManifest } from "../runs/folder";
import { activate, answering, panelTabs, placeGoldenRun, tidy, until, workspaceFolder } from "./parts";
import { StandInPanel, standIns, withRealPanels } from "./standInPanel";

type Kind<Type extends RunsTableHostMessage["type"]> = Extract<RunsTableHostMessage, { type: Type }>;

/** Simulates the page; the host is the real one. */
class FakeTable extends StandInPanel<RunsTableHostMessage> {
  async open(): Promise<void> {
    const { runsTables } = await activate();
    await runsTables.adopt(this.panel);
    this.say({ type: "ready" });
  }

  override say(message: RunsTablePageMessage | { type: string }): void {
    super.say(message);
  }

  next<Type extends RunsTableHostMessage["type"]>(type: Type, wanted: (message: Kind<Type>) => boolean = () => true) {
    const isIt = (message: RunsTableHostMessage): message is Kind<Type> =>
      message.type === type && wanted(message as Kind<Type>);
    return until(`a message ${type}`, () => this.received.findLast(isIt));
  }
}

const cellOf = ({ columns, folders, cells }: Kind<"runs">, folder: string, key: string): Cell => {
  const column = cells[columns.findIndex((each) => each.key === key)];
  return unpackCell("same" in column ? column.same : column.cells[folders.indexOf(folder)]);
};

describe("the table of runs", () => {
  let page: FakeTable;
  let folders: string[];

  beforeEach(async () => {
    page = new FakeTable();
    folders = [placeGoldenRun(), placeGoldenRun("20260101T130000Z-00bb")];
    await (await activate()).networks.refresh();
    await page.open();
  });
  afterEach(async () => {
    page.dispose();
    await tidy();
  });

  it("tells of every run its settings and figures, and which differ in their seed alone", async () => {
    const table = await page.next("runs");
    assert.deepEqual([...table.folders].sort(), folders);
    assert.equal(cellOf(table, folders[0], "validationAccuracy"), 0.9666666666666667);
    assert.equal(cellOf(table, folders[0], "training.optimizer.learningRate"), 0.2);
    assert.equal(cellOf(table, folders[1], "run"), "20260101T130000Z-00bb");
    assert.ok(table.groups[0] !== null && table.groups[0] === table.groups[1]);
    assert.equal(table.trusted, true);
    assert.equal(page.title, "Runs");
  });

  it("saves pins, notes and tags, and tells the page of them", async () => {
    await page.next("runs");
    page.say({ type: "label", folder: folders[0], what: "tags", text: " paper, wide ,paper" });
    await until("the tags", async () => (await readLabel(folders[0])).tags?.join() === "paper,wide");
    const { runs } = await page.next("changed", (message) => message.runs.some(({ folder }) => folder === folders[0]));
    assert.ok(runs[0].cells.some((cell) => Array.isArray(cell) && cell.join() === "paper,wide"));
    page.say({ type: "pin", folders, pinned: true });
    await until("the pins", async () => (await Promise.all(folders.map(readLabel))).every(({ pinned }) => pinned));
    const { showInputBox } = vscode.window;
    Object.assign(vscode.window, { showInputBox: async () => "overfitted" });
    try {
      page.say({ type: "askLabel", folders, what: "note" });
      await until("the notes", async () => {
        return (await Promise.all(folders.map(readLabel))).every(({ note }) => note === "overfitted");
      });
    } finally {
      Object.assign(vscode.window, { showInputBox });
    }
  });

  it("deletes runs after the usual question, and forgets them", async () => {
    await page.next("runs");
    await answering("Delete", async (said) => {
      page.say({ type: "delete", folders: [folders[0]] });
      await page.next("runs", (message) => message.folders.length === 1);
      assert.match(said[0], /Delete this run of iris/);
    });
    rmSync(folders[1], { recursive: true });
    await (await activate()).networks.refresh();
    await page.next("runs", (message) => message.folders.length === 0);
  });

  it("exports what is shown as CSV", async () => {
    await page.next("runs");
    const file = vscode.Uri.file(join(workspaceFolder(), "runs.csv"));
    const { showSaveDialog } = vscode.window;
    Object.assign(vscode.window, { showSaveDialog: async () => file });
    try {
      page.say({ type: "exportCsv", folders: [folders[1]], columns: ["run", "validationAccuracy", "toString"] });
      const text = await until("the file", () => {
        try {
          return readFileSync(file.fsPath, "utf8");
        } catch {
          return undefined;
        }
      });
      assert.equal(text, "run,validationAccuracy,toString\r\n20260101T130000Z-00bb,0.9666666666666667,\r\n");
    } finally {
      Object.assign(vscode.window, { showSaveDialog });
      rmSync(file.fsPath, { force: true });
    }
  });

  it("forks a run with another value of a setting, and trains it", async () => {
    await page.next("runs");
    const { showQuickPick, showInputBox } = vscode.window;
    const asked: string[] = [];
    Object.assign(vscode.window, {
      showQuickPick: async (items: vscode.QuickPickItem[]) => {
        asked.push(items[0].label);
        return items[0];
      },
      showInputBox: async ({ value }: vscode.InputBoxOptions) => {
        asked.push(value ?? "");
        return value;
      },
    });
    const { networks } = await activate();
    const config = vscode.Uri.file(join(workspaceFolder(), "iris-learningRate-0.05.network.json"));
    try {
      page.say({ type: "fork", folder: folders[0], path: "training.optimizer.learningRate", text: "0.05" });
      const run = await until("the run of the fork", () =>
        networks.all
          .flatMap(({ runs }) => runs)
          .find((each) => each.network === "iris-learningRate-0.05" && each.state === "completed"),
      );
      assert.deepEqual(asked, ["From the beginning", "iris-learningRate-0.05"]);
      assert.equal(run.trained?.training.optimizer.learningRate, 0.05);
      assert.equal(run.trained?.training.seed, 1);
      assert.equal(run.trained?.training.start, undefined);
    } finally {
      Object.assign(vscode.window, { showQuickPick, showInputBox });
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      rmSync(config.fsPath, { force: true });
    }
  });

  it("refuses a value that makes no config, and runs that are none of the workspace", async () => {
    await page.next("runs");
    await answering(undefined, async (said) => {
      const { showQuickPick } = vscode.window;
      Object.assign(vscode.window, { showQuickPick: async (items: unknown[]) => items[0] });
      try {
        page.say({ type: "fork", folder: folders[0], path: "training.batchSize", text: "many" });
        await until("the refusal", () => said.some((text) => /batchSize/.test(text)));
      } finally {
        Object.assign(vscode.window, { showQuickPick });
      }
      page.say({ type: "open", folder: "/tmp" });
      await until("the refusal", () => said.some((text) => /\/tmp is not a run of this workspace/.test(text)));
      page.say({ type: "label", folder: "/tmp", what: "note", text: "x" });
      page.say({ type: "remove" });
    });
  });

  it("tells of trials and folds as of other runs, and deletes none of them apart from its group", async () => {
    const group = join(dirname(folders[0]), "folds-20260101T120000Z-00aa");
    const trials = [0, 1].map((trial) => join(group, "trials", `00000${trial}`, "run"));
    for (const [i, run] of trials.entries()) {
      cpSync(folders[0], run, { recursive: true });
      editManifest(run, ({ config }) => {
        config.data.validation = {
          folds: 2,
          repeats: 1,
          stratified: false,
          ordered: false,
          refit: true,
          fold: i + 1,
          repeat: 1,
        };
      });
    }
    writeFileSync(join(group, "group.json"), "{}");
    await (await activate()).networks.refresh();
    const table = await page.next("runs", (message) => message.folders.length === 4);
    const cells = (key: string) => trials.map((run) => cellOf(table, run, key));
    assert.deepEqual(cells("group"), [basename(group), basename(group)]);
    assert.deepEqual(
      [cells("trial"), cells("data.validation.fold"), cells("network")],
      [
        [0, 1],
        [1, 2],
        ["iris", "iris"],
      ],
    );
    const [first, second] = trials.map((run) => table.groups[table.folders.indexOf(run)]);
    assert.ok(first !== null && first === second && first !== table.groups[table.folders.indexOf(folders[0])]);
    page.say({ type: "label", folder: trials[1], what: "note", text: "the odd one" });
    await page.next("changed", ({ runs }) => runs.some(({ cells }) => cells.includes("the odd one")));
    assert.equal((await readLabel(trials[1])).note, "the odd one");
    const { said } = await answering("Delete", async (words) => {
      page.say({ type: "delete", folders: trials });
      await until("the refusal", () => words.length > 0);
    });
    assert.match(said[0], /^A trial is a part of its group, which is deleted as a whole/);
    assert.ok(trials.every((run) => existsSync(run)));
  });

  it("keeps views of the table under their names", async () => {
    await page.next("views");
    const { showInputBox } = vscode.window;
    Object.assign(vscode.window, { showInputBox: async () => " Best first " });
    const view = { columns: ["validationAccuracy"], sort: [], filter: "epoch > 1", seeds: true };
    try {
      page.say({ type: "saveView", view });
      assert.deepEqual((await page.next("views", ({ views }) => views.length === 1)).views, [
        { name: "Best first", view },
      ]);
    } finally {
      Object.assign(vscode.window, { showInputBox });
    }
    page.say({ type: "deleteView", name: "Best first" });
    await page.next("views", ({ views }) => views.length === 0);
  });
});

describe("Show Runs Table", () => {
  afterEach(tidy);

  it(
    "opens one panel, however often it is asked for",
    withRealPanels(async () => {
      for (let i = 0; i < 2; i++) await vscode.commands.executeCommand("matrixNetwork.showRunsTable");
      await until("the panel", () => panelTabs().some(({ label }) => label === "Runs"));
      assert.equal(panelTabs().length, 1);
      assert.deepEqual(standIns(), []);
    }),
  );
});
