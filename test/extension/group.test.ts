/** Show Sweep: the panel of a group, opened by its folder and from the palette, updated while a sweep trains. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import { runOfTrial } from "../../src/groups/names";
import type { GroupHostMessage, GroupPageMessage } from "../../src/protocol/groupPanel";
import { stateColumn, TrialTable, trialStates } from "../../src/protocol/trialTable";
import { activate, answering, checkout, killed, panelTabs, runsOf, tidy, until, workspaceFolder } from "./parts";
import { StandInPanel, standIns, withRealPanels } from "./standInPanel";

/** Simulates the page; the host is the real one. */
class FakeGroup extends StandInPanel<GroupHostMessage> {
  static async of(folder: string): Promise<FakeGroup> {
    const page = new FakeGroup();
    await (await activate()).groupPanels.adopt(folder, page.panel);
    page.say({ type: "ready" });
    return page;
  }

  override say(message: GroupPageMessage | { type: string }): void {
    super.say(message);
  }

  all<Type extends GroupHostMessage["type"]>(type: Type): Extract<GroupHostMessage, { type: Type }>[] {
    return this.received.filter(
      (message): message is Extract<GroupHostMessage, { type: Type }> => message.type === type,
    );
  }

  /** Returns the table as the page would build it. */
  get table(): TrialTable {
    const table = new TrialTable();
    for (const { trials } of this.all("trials")) table.take(trials);
    return table;
  }
}

const trials = 6;
const sweep = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "fraction": 0.2 } },
  "layers": [{ "units": 8, "activation": "relu" }, { "units": 3, "activation": "softmax" }],
  "training": { "epochs": 30, "seed": 1 },
  "sweep": {
    "parameters": { "training.optimizer.learningRate": { "log": [0.001, 1] } },
    "search": { "type": "random", "trials": ${trials}, "generation": 2 }
  }
}`;

describe("the panel of a sweep", () => {
  const config = () => join(workspaceFolder(), "swept.network.json");
  let worker: ChildProcess;
  let folder: string;

  before(async () => {
    await activate();
    writeFileSync(config(), sweep);
    const parameters = [checkout("dist", "cli.js"), "sweep", config(), "--json", "--workers", "1"];
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
    worker = spawn(process.execPath, parameters, { cwd: workspaceFolder(), env, stdio: "ignore" });
    folder = await until("the group", () => {
      const runs = runsOf("swept");
      const name = existsSync(runs) && readdirSync(runs).find((each) => each.startsWith("sweep-"));
      return name && join(runs, name);
    });
  });
  after(async () => {
    await killed(worker);
    await tidy();
    rmSync(config(), { force: true });
  });

  it("shows the trials of a group while they are trained, until it is over", async () => {
    const page = await FakeGroup.of(folder);
    await until(
      "all trials",
      () => page.table.column(stateColumn)?.filter((state) => trialStates[state] === "done").length === trials,
    );
    const [{ group }] = page.all("group");
    assert.equal(page.title.startsWith("Sweep: swept · "), true, page.title);
    assert.ok(group.kind === "sweep" && group.plan.space[0].path === "training.optimizer.learningRate");
    assert.ok(page.all("course").some(({ isWorking }) => isWorking));
    await until("the end", () => {
      const course = page.all("course").at(-1);
      return course && !course.isWorking && course.closed >= 3;
    });
    const rate = page.table.number("value training.optimizer.learningRate", 0);
    assert.ok(rate >= 0.001 && rate <= 1, String(rate));
    assert.ok(page.table.number("objective 0", 0) > 0.2);

    const { panels } = await activate();
    page.say({ type: "open", trial: 1 });
    await until("the trial's panel", () => panels.isOpen(runOfTrial(folder, 1)));
    page.say({ type: "compare", trials: [0, 1] });
    await until("the comparison", () => standIns().some((title) => title.includes("swept")));
    page.dispose();
  });

  it("trains a trial again as a run of its own, whose end says whether it is the same", async () => {
    const page = await FakeGroup.of(folder);
    await until("the trials", () => page.table.length === trials);
    const { view, networks } = await activate();
    const { said } = await answering(undefined, async (heard) => {
      page.say({ type: "trainAgain", trial: 1 });
      await until("its end", () => heard.length > 0);
    });
    await networks.refresh();
    page.dispose();
    assert.match(said.join(), /^Trained again: the same as trial 1 of sweep-\w+-\w+, bit for bit\.$/);
    const [run] = networks.all.flatMap(({ runs }) => runs).filter(({ network }) => network === "swept");
    assert.equal(run.name, `trial 1 of ${basename(folder)}`);
    assert.ok(existsSync(join(run.folder, "epochs", "30.npz")));
    // The tree nodes of trials have the command; the final network of folds does not.
    const { menus } = JSON.parse(readFileSync(checkout("package.json"), "utf8")).contributes;
    const item = menus["view/item/context"].find(({ command }: { command: string }) => command.endsWith("trainAgain"));
    const pattern = new RegExp(/viewItem =~ \/(.*?)\/ &&/.exec(item.when)?.[1] ?? "");
    const group = networks.all
      .flatMap((network) => network.groups.map((each) => ({ each, network })))
      .find(({ each }) => each === folder);
    assert.ok(group);
    const nodes = (await view.tree.getChildren({ kind: "group", folder, config: group.network.config })) ?? [];
    const values = await Promise.all(nodes.map(async (node) => (await view.tree.getTreeItem(node)).contextValue ?? ""));
    assert.equal(values.filter((value) => pattern.test(value)).length, trials, values.join());
    assert.ok(!pattern.test("member.final"));
    const nothing = await answering(undefined, async () =>
      vscode.commands.executeCommand("matrixNetwork.trainAgain", { kind: "member", folder: join(folder, "final") }),
    );
    assert.match(nothing.said.join(), /Select a trial of a sweep, or a fold\./);
  });

  it("sends everything again to a page that was hidden", async () => {
    const page = await FakeGroup.of(folder);
    await until("the trials", () => page.table.length === trials);
    page.show(false);
    page.received.length = 0;
    page.show(true);
    page.say({ type: "ready" });
    await until("the trials again", () => page.table.length === trials && page.all("group").length === 1);
    page.say({ type: "delete" });
    page.dispose();
  });

  it("is asked for by Show Sweep where no folder is given, and refuses a folder that is none", async () => {
    const window = vscode.window as { showQuickPick: unknown };
    const { showQuickPick } = window;
    const offered: string[] = [];
    window.showQuickPick = async (items: vscode.QuickPickItem[]) => {
      offered.push(...items.map(({ label }) => label));
      return undefined;
    };
    try {
      await vscode.commands.executeCommand("matrixNetwork.showGroup");
    } finally {
      window.showQuickPick = showQuickPick;
    }
    assert.match(offered.join(), /^Sweep: swept · /);
    const { said } = await answering(undefined, async () =>
      vscode.commands.executeCommand("matrixNetwork.showGroup", workspaceFolder()),
    );
    assert.match(said.join(), new RegExp(`${basename(workspaceFolder())} is neither a sweep nor folds`));
  });

  it(
    "is opened once, however often it is asked for",
    withRealPanels(async () => {
      for (let i = 0; i < 2; i++) await vscode.commands.executeCommand("matrixNetwork.showGroup", folder);
      await until("the panel", () => panelTabs().some(({ label }) => label.startsWith("Sweep: swept")));
      assert.equal(panelTabs().length, 1);
    }),
  );
});
