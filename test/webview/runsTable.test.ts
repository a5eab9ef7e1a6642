/** The page with all runs: columns, filter, order, groups of seeds, selection, editing and keyboard. */
import assert from "node:assert/strict";
import { packCell } from "../../src/protocol/runsTable";
import { checkAppearance } from "./appearance";
import { linesOf } from "./boxes";
import { type OpenedPage, type OpenOptions, until, usePages } from "./openPage";
import { openedItem } from "./plotParts";
import { columns, madeRuns, tableOf } from "./tableRuns";
import { bracketed, german, untranslated } from "./translation";

describe("the page with all runs", () => {
  const pages = usePages();
  const runs = madeRuns(40);
  let opened: OpenedPage;
  afterEach(() => assert.deepEqual(opened.faults, []));

  const open = async (options: OpenOptions = {}, made = runs, trusted = true) => {
    opened = await pages.open({ name: "runsTable", width: 1200, height: 800, ...options });
    await opened.post({ type: "views", views: [] }, tableOf(made, trusted));
  };
  const grid = () => opened.page.locator(".grid-scroller");
  const rows = () => opened.page.locator(".grid-body [role=row]:not([hidden])");
  const heads = () => opened.page.getByRole("columnheader").allTextContents();
  /** Returns the rows in their order on the page: the table reuses its row elements. */
  const shown = async (): Promise<string[][]> => {
    await opened.drawn();
    const cells = await rows().evaluateAll((all) =>
      all
        .sort((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
        .map((row) => [
          row.querySelector(".grid-name")?.textContent ?? "",
          ...[...row.querySelectorAll("[role=gridcell]")].map((cell) => cell.textContent ?? ""),
        ]),
    );
    return cells;
  };
  const sent = async () => (await opened.sent()) as unknown as { type: string; [key: string]: unknown }[];
  const lastSent = async (type: string) => (await sent()).findLast((message) => message.type === type);
  const filter = (text: string) => opened.page.getByRole("textbox", { name: "Filter" }).fill(text);
  const choose = async (item: string) => (await openedItem(opened, item)).click();
  const press = async (...keys: string[]) => {
    for (const key of keys) await opened.page.keyboard.press(key);
    await opened.drawn();
  };

  it("shows the columns in which runs differ under their short names, pinned runs first", async () => {
    await open();
    const titles = await heads();
    assert.deepEqual(titles.slice(0, 6), [
      "Run▼",
      "Network",
      "Validation accuracy",
      "Validation cost",
      "activation",
      "units",
    ]);
    assert.ok(!titles.includes("cost") && !titles.includes("schedule.type") && !titles.includes("Parameters"));
    const [first, second] = await shown();
    assert.deepEqual(first.slice(0, 3), ["the baseline", "mnist", "95.93%"]);
    assert.equal(second[3], "not a number");
    await opened.page.getByText("40 runs", { exact: true }).waitFor();
  });

  it("filters by an expression, and says beside the field what is wrong with one", async () => {
    await open();
    await filter("validationAccuracy > 0.96 && learningRate < 0.1");
    await opened.page.getByText(/^\d+ of 40 runs$/).waitFor();
    const right = runs.filter(({ cells }) => {
      return Number(cells.validationAccuracy) > 0.96 && Number(cells["training.optimizer.learningRate"]) < 0.1;
    });
    assert.equal((await shown()).length, right.length);
    await filter("validationAccuracy > 0.96 && typ == 'sgd'");
    const problem = opened.page.locator("#filter-problem");
    await problem.getByText(/^Character 30: there is no typ.*The rows match the previous filter\.$/).waitFor();
    assert.equal(await opened.page.getByRole("textbox", { name: "Filter" }).getAttribute("aria-invalid"), "true");
    assert.equal((await shown()).length, right.length);
    await filter("type == 'sgd'");
    await problem.getByText(/optimizer\.type or training\.schedule\.type/).waitFor();
    await press("Escape");
    await opened.page.getByText("40 runs", { exact: true }).waitFor();
    assert.ok(await problem.isHidden());
  });

  it("sorts by any column upward, downward and as before, what is missing last", async () => {
    await open();
    const head = opened.page.getByRole("button", { name: "Validation accuracy" });
    const accuracies = async () => (await shown()).slice(1).map((row) => row[2]);
    await head.click();
    const down = await accuracies();
    assert.deepEqual(
      down,
      [...down].sort((a, b) => (Number.parseFloat(b) || 0) - (Number.parseFloat(a) || 0)),
    );
    assert.equal(
      await opened.page.getByRole("columnheader", { name: "Validation accuracy" }).getAttribute("aria-sort"),
      "descending",
    );
    await head.click();
    const up = await accuracies();
    assert.ok(Number.parseFloat(up[0]) < Number.parseFloat(up[5]));
    await head.click();
    assert.equal((await heads())[0], "Run▼");
    await opened.page.getByRole("button", { name: "units" }).click();
    await opened.page.getByRole("button", { name: "learningRate" }).click({ modifiers: ["Shift"] });
    assert.ok((await heads()).includes("learningRate▲2"));
  });

  it("hides, shows and moves columns, and remembers them", async () => {
    await open();
    await choose("Columns");
    await opened.page.getByText("data.format").waitFor();
    assert.match(
      (await opened.page.locator(".columns-list label", { hasText: "schedule.type" }).textContent()) ?? "",
      /constant$/,
    );
    await opened.page.getByRole("checkbox", { name: "schedule.type" }).check();
    await opened.page.getByRole("checkbox", { name: "Network" }).uncheck();
    const titles = await heads();
    assert.deepEqual([titles[1], titles.at(-1)], ["Validation accuracy", "schedule.type"]);
    await opened.page.getByRole("button", { name: "Validation accuracy" }).focus();
    await press("Alt+ArrowRight");
    assert.deepEqual((await heads()).slice(1, 3), ["Validation cost", "Validation accuracy"]);
    const { view } = (await opened.saved()) as { view: { columns: string[] } };
    assert.deepEqual(view.columns.slice(0, 2), ["validationCost", "validationAccuracy"]);
    await open({ saved: { view } });
    assert.deepEqual((await heads()).slice(1, 3), ["Validation cost", "Validation accuracy"]);
    await choose("Columns");
    await opened.page.getByRole("button", { name: "Show columns in which runs differ" }).click();
    assert.equal((await heads())[1], "Network");
  });

  it("groups runs that differ in their seed alone as mean ± deviation, and says how many a filter leaves", async () => {
    await open();
    await choose("Group seeds and folds");
    await opened.drawn();
    const groups = opened.page.locator(".grid-row.group:not([hidden])");
    // A run that was stopped early is not grouped with the other seeds of its config.
    const members = new Map<number, number>();
    for (const { group } of runs) if (group !== null) members.set(group, (members.get(group) ?? 0) + 1);
    assert.equal(await groups.count(), members.size);
    const first = groups.first();
    assert.match((await first.textContent()) ?? "", /5 seeds.*96\.33% ± 0\.63%0\.116 ± 0\.01549 \(4 of 5\)/);
    assert.equal(await grid().getAttribute("role"), "treegrid");
    await grid().focus();
    await press("ArrowRight");
    assert.equal(await first.getAttribute("aria-expanded"), "true");
    assert.equal(await opened.page.locator(".grid-row.in-group:not([hidden])").count(), 5);
    await filter("seed > 3 && epoch == 30");
    await opened.drawn();
    assert.match((await first.textContent()) ?? "", /2 of 5 seeds/);
    await grid().focus();
    await press("ArrowLeft", "Space");
    await opened.page.getByText("2 selected").waitFor();
  });

  it("is walked through by keyboard: cells, selection, opening, the head", async () => {
    await open();
    await grid().focus();
    const active = async () => {
      const id = await grid().getAttribute("aria-activedescendant");
      return opened.page.locator(`[id="${id}"]`).textContent();
    };
    await press("ArrowDown", "ArrowRight", "ArrowRight");
    assert.match((await active()) ?? "", /%$/);
    await press("Space", "ArrowDown", "Space");
    await opened.page.getByText("40 runs, 2 selected").waitFor();
    await press("Control+End");
    assert.equal(await opened.page.locator(".grid-row:has(.active)").getAttribute("aria-rowindex"), "41");
    await press("Control+Home", "ArrowDown", "Enter");
    assert.deepEqual(await lastSent("open"), { type: "open", folder: runs[0].folder });
    await press("Control+Home", "ArrowUp");
    assert.equal(await opened.page.evaluate(() => document.activeElement?.textContent), "Run▼");
    await press("ArrowRight", "Enter", "ArrowDown");
    assert.ok(await grid().evaluate((element) => element === document.activeElement));
    assert.equal((await heads())[1], "Network▲");
    await press("Control+a");
    await opened.page.getByText("40 selected").waitFor();
    await press("Escape");
    await opened.page.getByText("40 runs", { exact: true }).waitFor();
  });

  it("does with selected runs what the buttons say, and asks the host for all of it", async () => {
    await open();
    for (const i of [0, 1, 2]) await rows().nth(i).locator(".grid-check").click();
    await rows().nth(2).locator(".grid-check").click();
    const folders = [runs[3].folder, runs[0].folder];
    await opened.page.getByRole("button", { name: "Compare", exact: true }).click();
    for (const item of ["Pin", "Tag…", "Note…", "Delete…", "Export CSV…"]) await choose(item);
    await grid().focus();
    await press("Delete");
    const messages = (await sent()).filter(({ type }) => type !== "ready");
    assert.deepEqual(messages.slice(0, 5), [
      { type: "compare", folders },
      { type: "pin", folders, pinned: true },
      { type: "askLabel", folders, what: "tags" },
      { type: "askLabel", folders, what: "note" },
      { type: "delete", folders },
    ]);
    const { columns: keys, ...rest } = messages[5] as { columns: string[]; type: string };
    assert.deepEqual(rest, { type: "exportCsv", folders });
    assert.deepEqual(keys.slice(0, 3), ["network", "run", "validationAccuracy"]);
    assert.deepEqual(messages[6], { type: "delete", folders });
    const again = "Train Again with Its Epochs";
    assert.ok(await (await openedItem(opened, again)).isHidden(), "these are no trials");
    await press("Escape");
    await choose("Sweeps…");
    assert.deepEqual(await lastSent("showGroup"), { type: "showGroup" });
    await filter("name == 'the baseline'");
    await opened.page.getByText("1 of 40 runs, 1 selected").waitFor();
    assert.ok(await (await openedItem(opened, "Unpin")).isVisible());
    await press("Escape");
    const folder = "/project/.matrix-network/mnist/sweep-20261129T170148Z-4d3f/trials/000007/run";
    await opened.post(tableOf([{ ...runs[0], folder }, ...runs.slice(1)]));
    await filter("");
    await grid().focus();
    await press("Escape", "Control+Home", "ArrowDown", "Space");
    await choose(again);
    assert.deepEqual(await lastSent("trainAgain"), { type: "trainAgain", folder });
  });

  it("edits a setting to fork with it, and notes and names in place", async () => {
    await open();
    const { folder } = runs[3];
    const edit = async (column: number, text: string, end = "Enter") => {
      await grid().focus();
      await press("Control+Home", ...Array.from({ length: column }, () => "ArrowRight"), "F2");
      await opened.page.locator(".grid-edit").fill(text);
      await press(end);
    };
    const titles = (await heads()).map((title) => title.replace(/[▲▼]/, ""));
    await edit(titles.indexOf("learningRate"), "0.05");
    assert.deepEqual(await lastSent("fork"), {
      type: "fork",
      folder,
      path: "training.optimizer.learningRate",
      text: "0.05",
    });
    await edit(titles.indexOf("Note"), "good");
    assert.deepEqual(await lastSent("label"), { type: "label", folder, what: "note", text: "good" });
    await edit(titles.indexOf("Note"), "given up", "Escape");
    assert.deepEqual(await lastSent("label"), { type: "label", folder, what: "note", text: "good" });
    await edit(0, "first");
    assert.deepEqual(await lastSent("label"), { type: "label", folder, what: "name", text: "first" });
    assert.equal((await shown())[0][0], "the baseline");
    // Figures are measured values and cannot be edited.
    await grid().focus();
    await press("Control+Home", "ArrowRight", "ArrowRight", "F2");
    assert.equal(await opened.page.locator(".grid-edit").count(), 0);
  });

  it("changes nothing in a workspace that is not trusted", async () => {
    await open({}, runs, false);
    await rows().first().locator(".grid-check").click();
    for (const name of ["Unpin", "Tag…", "Note…", "Delete…"]) {
      const item = await openedItem(opened, name);
      assert.ok(await item.isDisabled());
      await press("End", "Enter");
      assert.ok(await item.isVisible(), "a grey item is not chosen");
      await press("Escape");
    }
    assert.equal(await lastSent("delete"), undefined);
    await grid().focus();
    await press("F2");
    assert.equal(await opened.page.locator(".grid-edit").count(), 0);
  });

  it("follows what changes, and says what is still being read", async () => {
    await open();
    const { folder, group, cells } = runs[0];
    const changed = { ...cells, state: "running", validationAccuracy: 0.5, note: "new" };
    await opened.post(
      { type: "changed", runs: [{ folder, group, cells: columns.map(({ key }) => packCell(changed[key as "note"])) }] },
      { type: "pending", runs: 3 },
    );
    assert.equal((await shown())[1][2], "50.00%");
    await opened.page.getByText("the figures of 3 long runs are still being read").waitFor();
    await opened.post(tableOf([]));
    await opened.page.getByText("There are no runs yet. Train a network to start.").waitFor();
  });

  it("shows saved views, and says when one was changed", async () => {
    await open();
    const view = { sort: [{ key: "validationAccuracy", direction: -1 as const }], filter: "epoch == 30", seeds: false };
    await filter("epoch == 30");
    await choose("Save View…");
    assert.deepEqual(await lastSent("saveView"), {
      type: "saveView",
      view: { ...view, sort: [{ key: "created", direction: -1 }] },
    });
    await opened.post({ type: "views", views: [{ name: "Best first", view }] });
    await opened.page.getByRole("combobox", { name: "View" }).click();
    await opened.page.getByRole("option", { name: "Best first" }).click();
    await until(async () => (await heads()).includes("Validation accuracy▼"), "the view");
    await choose("Delete View");
    assert.deepEqual(await lastSent("deleteView"), { type: "deleteView", name: "Best first" });
    await filter("epoch == 12");
    assert.ok(await (await openedItem(opened, "Delete View")).isHidden());
  });

  it("writes numbers, durations and dates in the language of VS Code", async () => {
    const cells = { ...runs[0].cells, seconds: 3.25 };
    const view = { sort: [], filter: "", seeds: false, columns: ["validationAccuracy", "seconds", "created"] };
    await open({ translations: german, language: "de", saved: { view } }, [{ ...runs[0], cells }]);
    const [, accuracy, seconds, created] = (await shown())[0];
    assert.deepEqual([accuracy, seconds], ["97,13\u00a0%", "3,3 s"]);
    assert.match(created, /^\d\d\.\d\d\.\d\d, \d\d:\d\d:\d\d$/);
  });

  it("has controls on one line in the narrowest page, in German too, and the others in a menu by keyboard", async () => {
    await open();
    await opened.page.getByRole("button", { name: "More Actions" }).focus();
    await press("ArrowDown", "End", "ArrowUp");
    assert.equal(await opened.page.evaluate(() => document.activeElement?.textContent), "Note…");
    await press("Home", "Enter");
    await opened.page.getByRole("textbox", { name: "Search columns" }).waitFor();
    await open({ width: 320, translations: german });
    assert.equal(await linesOf(opened.page.locator(".toolbar > *")), 1);
  });

  it("has of ten thousand runs only those that are in sight", async () => {
    await open({}, madeRuns(10_000));
    assert.ok((await rows().count()) < 60);
    await grid().evaluate((element) => element.scrollTo(0, 24 * 5000));
    await until(async () => (await rows().first().getAttribute("aria-rowindex")) !== "2", "rows further down");
    const indices = await rows().evaluateAll((all) => all.map((row) => Number(row.getAttribute("aria-rowindex"))));
    assert.ok(Math.min(...indices) > 4900 && Math.max(...indices) < 5100, indices.join());
    assert.equal(await grid().getAttribute("aria-rowcount"), "10001");
  });

  it("is whole in every theme, narrow and wide, without serious faults for axe", async function () {
    this.timeout(60_000);
    await open();
    await choose("Group seeds and folds");
    await choose("Columns");
    await filter("validationAccuracy >");
    await grid().focus();
    await press("ArrowRight", "ArrowDown", "Space");
    await checkAppearance(opened, "runs-table");
  });

  it("has no text without translation", async () => {
    await open({ translations: bracketed });
    await opened.page.getByRole("button", { name: "⟦More Actions⟧" }).click();
    await opened.page.getByRole("menuitemcheckbox", { name: "⟦Columns⟧" }).click();
    await opened.drawn();
    const names = /mnist(-wide)?|the baseline|builtin|constant|cross-entropy|adam|sgd|[pr]elu|tanh/g;
    const keys = /[\w[\].]*\b(activation|units|batchSize|learningRate|type|seed|format|key\d+|validation\w+)\b/g;
    const columns = /^(network|tags|note|state|epoch|seconds|cost)$|\d+:\d+:\d+ [AP]M/g;
    const data = new RegExp([names, keys, columns].map(({ source }) => source).join("|"), "g");
    assert.deepEqual(await untranslated(opened, data), []);
  });
});
