/** The page of a sweep: header, plots and table of its trials, by pointer and by keyboard. */
import assert from "node:assert/strict";
import { foundBy } from "../../src/search/winner";
import { checkAppearance } from "./appearance";
import { linesOf } from "./boxes";
import { generationsOf, groupFolder, type MadeSweep, madeSweep, messagesOf } from "./groupTrials";
import { type OpenedPage, type OpenOptions, seen, until, usePages } from "./openPage";
import { openedItem } from "./plotParts";
import { bracketed, german, untranslated } from "./translation";

const widths = [320, 510, 900, 1200] as const;

describe("the page of a sweep", () => {
  const pages = usePages();
  const sweep = madeSweep(40);
  let opened: OpenedPage;
  afterEach(() => assert.deepEqual(opened.faults, []));

  const open = async (made: MadeSweep = sweep, options: OpenOptions = {}, course = {}) => {
    opened = await pages.open({ name: "group", width: 1200, height: 900, ...options });
    await opened.post(...messagesOf(made, course));
  };
  const press = async (...keys: string[]) => {
    for (const key of keys) await opened.page.keyboard.press(key);
    await opened.drawn();
  };
  const fact = async (name: string) => {
    const text = await opened.page.locator(".facts > div", { hasText: name }).textContent();
    return (text ?? "").slice(name.length);
  };
  const sent = async (type: string) =>
    ((await opened.sent()) as unknown as { type: string; [key: string]: unknown }[]).filter(
      (each) => each.type === type,
    );
  const count = (text: string) => opened.page.locator(".count", { hasText: text }).waitFor();
  const picture = (name: string) => opened.page.getByRole("application", { name });
  const grid = () => opened.page.locator(".grid-scroller");
  const names = () => opened.page.locator(".grid-body [role=row]:not([hidden]) .grid-name").allTextContents();

  it("says how many trials it has, and which is the best with its settings", async () => {
    await open();
    const done = sweep.trials.filter(({ state }) => state === "done");
    assert.equal(await fact("Trials"), `${done.length} done, ${40 - done.length} failed`);
    assert.equal(await fact("Search"), "random: 40 of 40 settings tried");
    const best = done.reduce((a, b) => ((a.result?.objectives[0] ?? 1) < (b.result?.objectives[0] ?? 1) ? a : b));
    const { trial, values } = best.proposal;
    assert.equal(
      await fact("Best so far"),
      `trial ${trial}: Validation cost ${Number(best.result?.objectives[0].toPrecision(4))}`,
    );
    assert.match(
      await fact("Its settings"),
      new RegExp(`learningRate ${values["training.optimizer.learningRate"]}, units`),
    );
    assert.equal(await seen(opened.page.locator(".state")), "ended");
    await opened.page.getByRole("button", { name: "Show Best Run" }).click();
    assert.deepEqual(await sent("open"), [{ type: "open", trial }]);
    assert.equal((await opened.saved()).folder, groupFolder);
  });

  it("goes on while others train, and says when nobody does", async () => {
    const running = madeSweep(40, { running: true });
    await open(running, {}, { isWorking: true });
    assert.equal(await seen(opened.page.locator(".state")), "running");
    assert.match(await fact("Trials"), /2 running$/);
    assert.equal(await fact("Search"), "random: 38 of 40 settings tried");
    const [, , course] = messagesOf(running);
    await opened.post(course);
    assert.equal(await seen(opened.page.locator(".state")), "unfinished");
    await opened.page.getByText(`To resume: matrix-network sweep ${groupFolder}`).waitFor();
    await opened.post(...messagesOf(sweep).slice(1));
    assert.match(await fact("Trials"), /^3\d done, \d failed$/);
    const further = { ...sweep, plan: { ...sweep.plan, search: { ...sweep.plan.search, trials: 80 } } };
    await opened.post(...messagesOf(further));
    assert.equal(await fact("Search"), "random: 40 of 80 settings tried");
    const [budget, ...rest] = messagesOf({ ...further, plan: { ...further.plan, budget: { trials: 40 } } });
    await opened.post(budget, ...rest);
    assert.equal(await seen(opened.page.locator(".state")), "ended");
    await opened.page.getByText("The sweep is over: budget.trials ended it after 40 of 80 settings.").waitFor();
    await opened.post({ type: "course", closed: 2, isRead: true, isWorking: false, problem: "the folder is gone" });
    await opened.page.getByText("the folder is gone").waitFor();
  });

  it("draws the objective of each trial, walked through and selected by keys", async () => {
    await open();
    await picture("Validation cost of 40 trials").focus();
    await press("Home", "ArrowRight");
    const readout = opened.page.locator(".readout").first();
    assert.match(await seen(readout), /^trial 1: Validation cost 0\.\d+; type/);
    await press("Enter");
    await count("40 trials, 1 selected");
    assert.equal(await grid().locator("[role=row][aria-selected=true] .grid-name").textContent(), "trial 1");
    await grid().focus();
    await picture("Validation cost of 40 trials").focus();
    // Failed trials are below all values.
    await press("ArrowDown");
    assert.match(await seen(readout), /^trial 7: failed: The cost overflowed\./);
  });

  it("filters and sorts the table as the table of runs does, and opens and compares what is selected", async () => {
    await open();
    const filter = opened.page.getByRole("textbox", { name: "Filter" });
    await filter.fill("type == 'adam' && learningRate < 0.1 && state == 'done'");
    const right = sweep.trials.filter(({ state, proposal: { values } }) => {
      return (
        state === "done" &&
        values["training.optimizer.type"] === "adam" &&
        Number(values["training.optimizer.learningRate"]) < 0.1
      );
    });
    await count(`${right.length} of 40 trials`);
    await opened.page.getByRole("button", { name: "Validation cost" }).click();
    const cost = (each: (typeof right)[number]) => each.result?.objectives[0] ?? 0;
    const sorted = [...right].sort((a, b) => cost(a) - cost(b));
    assert.deepEqual(
      await names(),
      sorted.map(({ proposal }) => `trial ${proposal.trial}`),
    );
    await grid().focus();
    await press("Control+Home", "Space");
    await opened.page.getByRole("button", { name: "Show Run", exact: true }).click();
    assert.deepEqual(await sent("open"), [{ type: "open", trial: sorted[0].proposal.trial }]);
    await (await openedItem(opened, "Train Again with Its Epochs")).click();
    assert.deepEqual(await sent("trainAgain"), [{ type: "trainAgain", trial: sorted[0].proposal.trial }]);
    await grid().focus();
    await press("ArrowDown", "Space");
    await opened.page.getByRole("button", { name: "Compare", exact: true }).click();
    assert.deepEqual(await sent("compare"), [
      { type: "compare", trials: sorted.slice(0, 2).map(({ proposal }) => proposal.trial) },
    ]);
    await filter.fill("");
    await (await openedItem(opened, "Columns")).click();
    await opened.page.getByRole("checkbox", { name: "Epochs done" }).check();
    const { view } = (await opened.saved()) as { view: { columns: string[] } };
    assert.equal(view.columns.at(-1), "epoch");
  });

  it("has the controls of the table on one line in the narrowest page, in German too", async () => {
    await open(sweep, { width: 320, translations: german });
    assert.equal(await linesOf(opened.page.locator(".toolbar > *")), 1);
  });

  it("selects trials by stretches of axes, by keys: the table shows them, and remembers", async () => {
    await open();
    const axis = (name: string) => opened.page.getByRole("slider", { name });
    const said = async (name: string) => axis(name).getAttribute("aria-valuetext");
    const rates = (row: number) => Number(sweep.trials[row].proposal.values["training.optimizer.learningRate"]);
    const within = (low: number, high: number) =>
      sweep.trials.filter((_, row) => rates(row) >= low && rates(row) <= high).length;
    await axis("type").focus();
    assert.equal(await said("learningRate"), "all");
    await press("ArrowRight", "ArrowDown");
    // The lower half of a range of three orders of magnitude.
    const half = within(0.001, 10 ** -1.5);
    assert.equal(await said("learningRate"), `0.001 to 0.03162: ${half} of 40 trials`);
    await count(`${half} of 40 trials, as the axes are brushed`);
    await press("-", "End");
    const narrow = within(10 ** -1.2, 1.001);
    assert.equal(await said("learningRate"), `0.0631 to 1: ${narrow} of 40 trials`);
    const { brushes } = (await opened.saved()) as { brushes: Record<string, number[]> };
    assert.deepEqual(Object.keys(brushes), ["value training.optimizer.learningRate"]);
    await press("ArrowLeft", "ArrowUp");
    assert.match((await said("type")) ?? "", /^adam: \d+ of 40 trials$/);
    const adam = sweep.trials.filter(
      ({ proposal: { values } }, row) => values["training.optimizer.type"] === "adam" && rates(row) >= 10 ** -1.2,
    );
    await count(`${adam.length} of 40 trials`);
    await opened.page.getByText(`type adam, learningRate 0.0631 to 1: ${adam.length} of 40 trials`).waitFor();
    await press("Escape");
    assert.equal(await said("type"), "all");
    await count(`${narrow} of 40 trials`);
    await open(sweep, { saved: { brushes } });
    await count(`${narrow} of 40 trials, as the axes are brushed`);
    await opened.page.getByRole("button", { name: "Show All Trials" }).click();
    await count("40 trials");
  });

  it("selects them by the pointer, too: dragged, moved, and taken away by a click", async () => {
    await open();
    const strip = opened.page.getByRole("slider", { name: "Validation cost" });
    await strip.scrollIntoViewIfNeeded();
    const box = await strip.boundingBox();
    if (!box) throw new Error("the axis is nowhere");
    const { mouse } = opened.page;
    const drag = async (from: number, to: number) => {
      const x = box.x + box.width / 2;
      await mouse.move(x, box.y + box.height * (1 - from));
      await mouse.down();
      await mouse.move(x, box.y + box.height * (1 - to), { steps: 3 });
      await mouse.up();
      await opened.drawn();
    };
    const range = async () => {
      const { brushes } = (await opened.saved()) as { brushes: Record<string, [number, number]> };
      return brushes["objective 0"];
    };
    await drag(0.01, 0.5);
    const [, high] = await range();
    const below = sweep.trials.filter(({ result }) => (result?.objectives[0] ?? 9) <= high).length;
    assert.ok(below > 5 && below < 36);
    await count(`${below} of 40 trials`);
    await drag(0.25, 0.5);
    const [low, higher] = await range();
    assert.ok(low > 0 && higher > high * 1.2, `${low} ${higher}`);
    await drag(0.5, 0.5);
    assert.equal(await range(), undefined);
    await count("40 trials");
  });

  it("draws lines of a thousand trials, and of more how many pass each place", async () => {
    /** Returns the share of the canvas's pixels that are painted. */
    const painted = () =>
      opened.page.locator("canvas.parallel").evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        let count = 0;
        for (let at = 3; at < data.length; at += 4) if (data[at] > 0) count++;
        return count / (canvas.width * canvas.height);
      });
    const note = () => seen(opened.page.locator(".parallel-view .note"));
    await open(madeSweep(200));
    await opened.page.locator("canvas.parallel").scrollIntoViewIfNeeded();
    await opened.drawn();
    assert.match(await note(), /^Each line is one of 182 completed trials/);
    assert.ok((await painted()) > 0.02);
    await open(madeSweep(2000));
    await opened.page.locator("canvas.parallel").scrollIntoViewIfNeeded();
    await opened.drawn();
    assert.match(await note(), /^How many of 1,818 trials pass each place/);
    assert.ok((await painted()) > 0.1);
  });

  it("finds which settings matter, and shows each by itself, the most important first", async () => {
    await open();
    const table = opened.page.locator("table.importance");
    await table.waitFor();
    const rows = await table.locator("tbody tr").allTextContents();
    assert.match(rows[0], /^learningRate\d+(\.\d)?%\d+(\.\d)?%37$/);
    assert.match(rows.join(), /momentum[^,]*%1\d/);
    await opened.page.getByText(/explains by itself \(fANOVA\), of 37 trials; ± over the 64 trees/).waitFor();
    const slices = opened.page.locator(".slices").getByRole("application");
    assert.match((await slices.first().getAttribute("aria-label")) ?? "", /^Validation cost against learningRate\./);
    assert.equal(await slices.count(), 4);
    await opened.page.getByRole("combobox", { name: "Up" }).click();
    const least = /^[A-Za-z]+/.exec(rows[3])?.[0] ?? "";
    await opened.page.getByRole("option", { name: least }).click();
    await until(async () => (await opened.saved()).ranks !== undefined, "the choice");
    const { ranks } = (await opened.saved()) as { ranks: string[] };
    assert.equal(ranks[0], "value training.optimizer.learningRate");
    assert.ok(ranks[1].endsWith(`.${least}`), ranks[1]);
    await picture(`${least} against learningRate.`).waitFor();
    await open(madeSweep(9));
    await opened.page.getByText("Importance requires at least 10 completed trials.").waitFor();
  });

  it("draws two objectives against each other, with the Pareto front, and pictures of one of them", async () => {
    const two = madeSweep(64, { objectives: 2 });
    await open(two);
    const found = foundBy(two.plan, generationsOf(two)).map(({ proposal: { trial } }) => trial);
    assert.match(
      await fact("Pareto front so far"),
      new RegExp(`^${found.length} trials? that none beats in both: ${found[0]}`),
    );
    const front = opened.page.getByRole("table", { name: "the Pareto front" });
    assert.equal(await front.locator("tbody tr:not(.gap)").count(), found.length);
    await picture(`Validation accuracy against Validation cost, with a Pareto front of ${found.length}.`).waitFor();
    await opened.page.getByRole("combobox", { name: "Objective" }).click();
    await opened.page.getByRole("option", { name: "Validation accuracy" }).click();
    await picture("Validation accuracy of 64 trials").waitFor();
    assert.equal((await opened.saved()).objective, 1);
  });

  it("is whole in every theme at every width, without serious faults for axe", async function () {
    this.timeout(60_000);
    await open(sweep);
    await picture("Validation cost of 40 trials").focus();
    await press("Home", "Enter");
    await checkAppearance(opened, "group", widths);
  });

  it("has no text without translation", async () => {
    await open(sweep, { translations: bracketed });
    await picture("Validation cost").first().waitFor();
    await opened.rests();
    assert.deepEqual(
      await untranslated(
        opened,
        /\b(sgd|adam|random|failure|bestEpoch|type|validationCost|The cost overflowed|Nov|PM)\b|[\w[\].]*(learningRate|momentum|units|optimizer\.type)/g,
      ),
      [],
    );
  });
});
