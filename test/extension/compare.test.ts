/** Compare Runs…: the panel's host with two runs of real processes, also when one run is deleted. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { Comparisons } from "../../src/extension/compare/comparisons";
import type { PanelContext } from "../../src/extension/panel/panelContext";
import type { CompareHostMessage, ComparePageMessage } from "../../src/protocol/compare";
import type { RequestResult } from "../../src/protocol/requests";
import { activate, answering, checkout, panelTabs, placeGoldenRun, tidy, until, workspaceFolder } from "./parts";
import { serversOf } from "./processes";
import { StandInPanel, standIns, withRealPanels } from "./standInPanel";
import { StoppedClock } from "./stoppedClock";

type Kind<Type extends CompareHostMessage["type"]> = Extract<CompareHostMessage, { type: Type }>;

/** Simulates the page of a comparison; the host is the real one. */
class FakeComparison extends StandInPanel<CompareHostMessage> {
  async open(folders: string[]): Promise<void> {
    const { comparisons } = await activate();
    await comparisons.adopt(folders, this.panel);
    this.say({ type: "ready" });
  }

  override say(message: ComparePageMessage): void {
    super.say(message);
  }

  next<Type extends CompareHostMessage["type"]>(type: Type, wanted: (message: Kind<Type>) => boolean = () => true) {
    const isIt = (message: CompareHostMessage): message is Kind<Type> =>
      message.type === type && wanted(message as Kind<Type>);
    return until(`a message ${type}`, () => this.received.findLast(isIt));
  }

  /** Returns the epochs of the last history and of all later events. */
  epochsOf(folder: string): number[] {
    const messages = this.received.flatMap((each) =>
      each.type === "run" && each.folder === folder && each.message.type !== "state" ? [each.message] : [],
    );
    const last = messages.findLastIndex(({ type }) => type === "history");
    return messages
      .slice(Math.max(0, last))
      .flatMap(({ events }) => events.flatMap((event) => (event.type === "epoch" ? [event.epoch] : [])));
  }

  async ask(question: Omit<Extract<ComparePageMessage, { type: "ask" }>, "type" | "id">): Promise<unknown> {
    const id = Math.floor(performance.now() * 1000);
    this.say({ type: "ask", id, ...question });
    const answer = await this.next("answer", (each) => each.id === id);
    if ("error" in answer) throw new Error(answer.error);
    return answer.result;
  }
}

describe("a comparison's host", () => {
  let page: FakeComparison;
  let folders: string[];

  beforeEach(async () => {
    page = new FakeComparison();
    folders = [placeGoldenRun(), placeGoldenRun("20260101T130000Z-00bb")];
    await (await activate()).networks.refresh();
  });
  afterEach(tidy);

  it("copies texts, and asks where a picture is to be saved", async () => {
    await page.open(folders);
    const asked: string[] = [];
    const { showSaveDialog } = vscode.window;
    Object.assign(vscode.window, {
      showSaveDialog: async ({ defaultUri }: vscode.SaveDialogOptions) => void asked.push(defaultUri?.path ?? ""),
    });
    try {
      page.say({ type: "copy", text: "epoch\t3 seeds" });
      await until("the clipboard", async () => (await vscode.env.clipboard.readText()) === "epoch\t3 seeds");
      page.say({ type: "save", name: "iris-2-runs-cost", kind: "csv", data: "epoch,a\n" });
      await until("the question", () => asked.length === 1);
      assert.match(asked[0], /\/iris-2-runs-cost\.csv$/);
    } finally {
      Object.assign(vscode.window, { showSaveDialog });
    }
  });

  it("tells of every run what it is, its events and how it stands", async () => {
    await page.open(folders);
    const { runs, settings, missing } = await page.next("compared");
    assert.deepEqual(
      runs.map(({ folder }) => folder),
      folders,
    );
    assert.deepEqual([settings, missing, runs[0].group, runs[1].group], [[], [], 0, 0]);
    assert.notEqual(runs[0].name, runs[1].name);
    for (const folder of folders) {
      await until("the epochs", () => page.epochsOf(folder).join() === "1,2,3,4");
      await page.next("run", (each) => each.message.type === "state" && each.message.state === "completed");
    }
    assert.equal(page.title, "Compare 2 Runs");
  });

  it("lets the page ask its runs, and no others, and leaves no process behind", async () => {
    await page.open(folders);
    await page.next("compared");
    const [a, b] = (await Promise.all(
      folders.map((folder) => page.ask({ folder, name: "predictions", params: { set: "test" } })),
    )) as RequestResult<"predictions">[];
    assert.equal(a.digest, b.digest);
    assert.deepEqual(a.predicted, b.predicted);
    const params = { layer: 0, rows: 4, columns: 4 };
    const { norms } = (await page.ask({
      folder: folders[0],
      other: folders[1],
      name: "weightDifference",
      params,
    })) as RequestResult<"weightDifference">;
    assert.equal(norms[0].difference, 0);
    const elsewhere = { folder: folders[0], other: "/tmp", name: "weightDifference", params } as const;
    await assert.rejects(page.ask(elsewhere), /is not one of the compared runs/);
    await assert.rejects(page.ask({ folder: "/tmp", name: "data", params: {} }), /is not one of the compared runs/);
    assert.deepEqual(
      (await Promise.all(folders.map(serversOf))).map(({ length }) => length),
      [1, 1],
    );
    page.dispose();
    await until("the processes to leave", async () => (await Promise.all(folders.map(serversOf))).flat().length === 0);
  });

  it("says of a run that is deleted that it is gone, and goes on with the others", async () => {
    await page.open(folders);
    await page.next("compared");
    const clock = await StoppedClock.stop();
    try {
      rmSync(folders[0], { recursive: true });
      await (await activate()).networks.refresh();
    } finally {
      clock.goOn();
    }
    const { runs, missing } = await page.next("compared", (each) => each.missing.length === 1);
    assert.deepEqual([runs[0].folder, missing[0].folder], [folders[1], folders[0]]);
    assert.match(missing[0].problem, /no longer exists/);
  });
});

describe("Compare Runs…", () => {
  afterEach(tidy);

  it(
    "opens the runs that are selected in the tree, once",
    withRealPanels(async () => {
      const folders = [placeGoldenRun(), placeGoldenRun("20260101T130000Z-00bb")];
      const { networks } = await activate();
      await networks.refresh();
      const nodes = folders.map((folder) => ({ kind: "run", run: networks.run(folder) }));
      for (let i = 0; i < 2; i++) await vscode.commands.executeCommand("matrixNetwork.compareRuns", nodes[0], nodes);
      await until("the panel", () => panelTabs().some(({ label }) => label === "Compare 2 Runs"));
      assert.equal(panelTabs().length, 1);
    }),
  );

  it(
    "keeps its runs from the command line's --prune, as long as it is open",
    withRealPanels(async () => {
      const folders = [placeGoldenRun(), placeGoldenRun("20260101T130000Z-00bb")];
      const { comparisons, networks } = await activate();
      await networks.refresh();
      await comparisons.show(folders);
      const prune = async () => {
        const args = ["runs", workspaceFolder(), "--prune", "--keep", "0", "--yes"];
        const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
        return (await promisify(execFile)(process.execPath, [checkout("dist", "cli.js"), ...args], { env })).stdout;
      };
      assert.equal((await prune()).match(/kept: it is being compared in VS Code$/gm)?.length, 2);
      assert.deepEqual(folders.map(existsSync), [true, true]);
      await vscode.window.tabGroups.close(panelTabs());
      await until("the mark to go", () => !existsSync(join(workspaceFolder(), ".matrix-network", ".compared")));
      assert.match(await prune(), /^freed /m);
      assert.deepEqual(folders.map(existsSync), [false, false]);
    }),
  );

  it(
    "keeps its runs again as soon as a reloaded window is active, though its tab was not shown yet",
    withRealPanels(async () => {
      const folders = [placeGoldenRun(), placeGoldenRun("20260101T130000Z-00bb")];
      const { comparisons, networks, output } = await activate();
      await networks.refresh();
      await comparisons.show(folders);
      await until("the tab", () => panelTabs().length === 1);
      const place = join(workspaceFolder(), ".matrix-network", ".compared");
      const marks = () => readdirSync(place).filter((name) => !name.startsWith("."));
      const before = marks();
      const memory = { get: () => folders, update: async () => {}, keys: () => [] };
      const reloaded = withoutSerializer(() => new Comparisons({ output } as PanelContext, memory as vscode.Memento));
      const [mark] = await until("its mark", () => {
        const found = marks().filter((name) => !before.includes(name));
        return found.length > 0 && found;
      });
      const { runs } = JSON.parse(readFileSync(join(place, mark), "utf8"));
      assert.deepEqual(
        runs,
        folders.map((folder) => `iris/${basename(folder)}`),
      );
      reloaded.dispose();
      assert.ok(marks().includes(mark), "the next window takes over");
    }),
  );

  it("asks which others, with those at hand chosen", async () => {
    const folder = placeGoldenRun();
    const other = placeGoldenRun("20260101T130000Z-00bb");
    await (await activate()).networks.refresh();
    const window = vscode.window as unknown as Record<string, unknown>;
    const { showQuickPick } = vscode.window;
    let picked: string[] = [];
    window.showQuickPick = async (items: { folder: string; picked: boolean }[]) => {
      picked = items.filter((item) => item.picked).map((item) => item.folder);
      return items;
    };
    try {
      await vscode.commands.executeCommand("matrixNetwork.compareRuns", folder);
    } finally {
      Object.assign(window, { showQuickPick });
    }
    assert.deepEqual(picked, [folder]);
    await until("the panel", () => standIns().join() === "Compare 2 Runs");
    rmSync(other, { recursive: true });
    await (await activate()).networks.refresh();
    const { said } = await answering(undefined, async () =>
      vscode.commands.executeCommand("matrixNetwork.compareRuns", folder),
    );
    assert.match(said[0], /At least two runs/);
  });
});

/** Constructs without registering a serializer, because the extension has registered its own. */
function withoutSerializer<T>(make: () => T): T {
  const { registerWebviewPanelSerializer } = vscode.window;
  Object.assign(vscode.window, { registerWebviewPanelSerializer: () => new vscode.Disposable(() => {}) });
  try {
    return make();
  } finally {
    Object.assign(vscode.window, { registerWebviewPanelSerializer });
  }
}
