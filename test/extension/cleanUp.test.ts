/** Clean Up Runs…: which runs the list selects, which it keeps and why, and what is deleted after confirmation. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { ComparedMark } from "../../src/runs/comparedMark";
import { changeLabel } from "../../src/runs/label";
import { Lock } from "../../src/runs/lock";
import { activate, answering, placeGoldenRun, runsOf, tidy } from "./parts";
import { StandInPanel } from "./standInPanel";

interface Shown {
  label: string;
  description?: string;
  detail?: string;
  picked?: boolean;
  kind?: number;
  run?: { run: { folder: string } };
}

/** Runs the command with a rule; `choose` picks the items of the list, `answer` is the button pressed in the dialog. */
async function cleanUp(rule: object, choose: (items: Shown[]) => Shown[], answer?: string, target?: unknown) {
  const { showQuickPick } = vscode.window;
  const window = vscode.window as unknown as Record<string, unknown>;
  let shown: Shown[] = [];
  window.showQuickPick = async (items: Shown[]) => {
    shown = items;
    return choose(items);
  };
  try {
    const { result, said } = await answering(answer, async () =>
      vscode.commands.executeCommand<number | undefined>("matrixNetwork.cleanUpRuns", target, rule),
    );
    return { shown, said, freed: result };
  } finally {
    Object.assign(window, { showQuickPick });
  }
}

const selected = (items: Shown[]) => items.filter(({ picked }) => picked);
const folderOf = ({ run }: Shown) => run?.run.folder;

describe("cleaning up runs", () => {
  let folders: string[];

  beforeEach(async () => {
    await tidy();
    folders = ["01", "02", "03", "04"].map((day) => placeGoldenRun(`202601${day}T120000Z-00aa`));
    await (await activate()).networks.refresh();
  });
  afterEach(tidy);

  it("selects what the rule removes, with its size, and deletes it once that is confirmed", async () => {
    const { shown, said, freed } = await cleanUp({ keep: 0 }, selected, "Delete");
    assert.equal(selected(shown).length, 4);
    for (const { description } of shown) assert.match(description ?? "", /^[\d.]+ kB · completed · /);
    assert.match(said[0], /^Delete 4 runs with their weights and metrics\? This frees [\d.]+ kB\.$/);
    assert.match(said[1], /^Freed [\d.]+ kB\.$/);
    assert.ok((freed ?? 0) > 0);
    assert.deepEqual(folders.map(existsSync), [false, false, false, false]);
    const { networks } = await activate();
    assert.equal(networks.all.flatMap(({ runs }) => runs).length, 0, "the tree knows");
  });

  it("deletes only what stays selected, and nothing without a yes", async () => {
    const some = (items: Shown[]) => selected(items).filter((item) => folderOf(item) === folders[1]);
    const { said } = await cleanUp({ keep: 0 }, some);
    assert.match(said[0], /^Delete 1 runs/);
    assert.deepEqual(folders.map(existsSync), [true, true, true, true]);
    await cleanUp({ keep: 0 }, some, "Delete");
    assert.deepEqual(folders.map(existsSync), [true, false, true, true]);
  });

  it("never deletes what is pinned, trained or compared, though it be selected, and says why", async () => {
    const [pinned, trained, compared, other] = folders;
    await changeLabel(pinned, { pinned: true });
    const lock = await Lock.take(trained);
    const page = new StandInPanel();
    const { comparisons } = await activate();
    await comparisons.adopt([compared, other], page.panel);
    try {
      const all = (items: Shown[]) => items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
      const { shown, said } = await cleanUp({ keep: 0 }, all, "Delete");
      assert.deepEqual(selected(shown), []);
      const reasons = new Map(shown.map((item) => [folderOf(item), item.detail]));
      assert.equal(reasons.get(pinned), "kept: it is pinned");
      assert.equal(reasons.get(trained), "kept: it is being trained");
      assert.equal(reasons.get(compared), "kept: it is open in a comparison");
      assert.match(said.join("\n"), /^The selected runs are not deleted: /);
      assert.deepEqual(folders.map(existsSync), [true, true, true, true]);
    } finally {
      await lock.release();
      page.dispose();
    }
    const { shown } = await cleanUp({ keep: 0 }, () => []);
    assert.equal(selected(shown).length, 3, "all but the pinned one");
  });

  it("keeps what another window compares, and no longer once that window compares it no more", async () => {
    const window = new ComparedMark();
    await window.set(folders.slice(0, 2));
    try {
      const { shown } = await cleanUp({ keep: 0 }, selected, "Delete");
      const reasons = shown.filter((item) => folders.slice(0, 2).includes(folderOf(item) ?? ""));
      assert.deepEqual(
        reasons.map(({ detail, picked }) => [detail, picked]),
        [1, 2].map(() => ["kept: it is open in a comparison", false]),
      );
      assert.deepEqual(folders.map(existsSync), [true, true, false, false]);
    } finally {
      await window.set([]);
    }
    await cleanUp({ keep: 0 }, selected, "Delete");
    assert.deepEqual(folders.map(existsSync), [false, false, false, false]);
  });

  it("keeps a run that cannot be read, and begins with the reason", async () => {
    rmSync(join(folders[0], "manifest.json"));
    await (await activate()).networks.refresh();
    const { shown } = await cleanUp({ keep: 0 }, () => []);
    const item = shown.find((each) => folderOf(each) === folders[0]);
    assert.equal(item?.picked, false);
    assert.match(item?.detail ?? "", /^kept: it cannot be read: manifest\.json: does not exist, though other files/);
  });

  it("of a network in the tree looks at its runs alone, and finds leftovers", async () => {
    const other = join(runsOf("other"), "20260101T120000Z-00aa");
    mkdirSync(other, { recursive: true });
    const leftover = join(runsOf("iris"), ".deleted-1-00000000");
    mkdirSync(leftover);
    const { tree } = await activate();
    const node = (await tree.getChildren()).find((each) => tree.getTreeItem(each).label === "iris");
    const { shown } = await cleanUp({ keep: 3 }, selected, "Delete", node);
    assert.deepEqual(
      selected(shown)
        .map(({ label }) => label)
        .slice(1),
      ["Leftovers of killed processes"],
    );
    assert.deepEqual([...folders, other, leftover].map(existsSync), [false, true, true, true, true, false]);
  });
});
