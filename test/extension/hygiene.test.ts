/** Nothing accumulates: listeners, processes, points of a curve. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { DisposableStore } from "../../src/extension/base/disposables";
import { FakePage } from "./fakePage";
import { activate, panelTabs, placeGoldenRun, startTraining, tidy, until } from "./parts";
import { childProcesses } from "./processes";
import { withRealPanels } from "./standInPanel";

describe("what is opened and closed", () => {
  afterEach(tidy);

  it("leaves no listener, and no process, after fifty panels", async () => {
    const { networks, trainings } = await activate();
    const counted = [count(networks, "onDidChange"), count(trainings, "onDidChange")];
    try {
      const folder = placeGoldenRun();
      for (let i = 0; i < 50; i++) {
        const page = await FakePage.of(folder);
        page.say({ type: "ready" });
        await page.next("history");
        if (i % 10 === 0) void page.ask("weights", { layer: 0, rows: 8, columns: 8 }).catch(() => {});
        await page.close();
      }
      assert.deepEqual(
        counted.map(({ live }) => live()),
        [0, 0],
      );
      assert.ok(counted.every(({ total }) => total() >= 50));
    } finally {
      for (const { restore } of counted) restore();
    }
    await until("every process to leave", async () => (await childProcesses()).length === 0);
  });

  it("keeps one panel with the same listeners, hidden and shown thirty times while it trains", async () => {
    const { networks, trainings } = await activate();
    const training = await startTraining("long");
    const counted = [count(networks, "onDidChange"), count(trainings, "onDidChange"), count(training, "onEvent")];
    try {
      const page = await FakePage.of(training.folder);
      page.say({ type: "ready" });
      await page.next("history");
      await page.ask("weights", { layer: 0, rows: 8, columns: 8, at: "now" });
      const before = counted.map(({ live }) => live());
      for (let i = 0; i < 30; i++) {
        const histories = page.all("history").length;
        page.show(false);
        page.show(true);
        page.say({ type: "ready" });
        await until("the history again", () => page.all("history").length > histories);
      }
      assert.deepEqual(
        counted.map(({ live }) => live()),
        before,
      );
      await page.close();
      assert.deepEqual(
        counted.map(({ live }) => live()),
        [0, 0, 0],
      );
    } finally {
      for (const { restore } of counted) restore();
    }
  });

  it(
    "hides and shows the real panel without losing it",
    withRealPanels(async () => {
      const { panels } = await activate();
      const training = await startTraining("long");
      const document = await vscode.workspace.openTextDocument({ content: "in front" });
      for (let i = 0; i < 5; i++) {
        await panels.show(training.folder);
        const column = await until("the panel", () => columnOfPanel());
        await vscode.window.showTextDocument(document, { viewColumn: column, preview: false });
      }
      await panels.show(training.folder);
      assert.equal(panelTabs().length, 1);
      assert.ok(!training.isOver);
    }),
  );

  it("disposes what comes late", () => {
    const store = new DisposableStore();
    const disposed: string[] = [];
    store.add({ dispose: () => disposed.push("early") });
    store.dispose();
    store.add({ dispose: () => disposed.push("late") });
    assert.deepEqual(disposed, ["early", "late"]);
  });
});

const columnOfPanel = () => panelTabs()[0]?.group.viewColumn;

/** Counts the listeners that are added to an event from now on. */
function count(of: object, name: string) {
  let live = 0;
  let total = 0;
  const original = (of as Record<string, vscode.Event<unknown>>)[name];
  const counting: vscode.Event<unknown> = (listener, self, list) => {
    live++;
    total++;
    const listening = original(listener, self, list);
    return new vscode.Disposable(() => {
      live--;
      listening.dispose();
    });
  };
  const replace = (event: vscode.Event<unknown>) => Object.assign(of, { [name]: event });
  replace(counting);
  return { live: () => live, total: () => total, restore: () => replace(original) };
}
