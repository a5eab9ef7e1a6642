/** The page that compares runs: curves, figures, settings, disagreements and weights, also during training. */
import assert from "node:assert/strict";
import { checkAppearance } from "./appearance";
import { compared, compareServer, epochsOf, runs, stateOf } from "./comparedRuns";
import { type OpenedPage, type OpenOptions, seen, until, usePages } from "./openPage";
import { bracketed, untranslated } from "./translation";

describe("the page that compares runs", () => {
  const pages = usePages();
  let opened: OpenedPage;
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
  });

  const open = async (options: OpenOptions = {}) => {
    opened = await pages.open({ name: "compare", answer: compareServer, ...options });
    await opened.post(...compared);
  };
  const tab = (name: string) => opened.page.getByRole("tab", { name }).click();
  const choose = async (list: string, option: string) => {
    await opened.page.getByRole("combobox", { name: list, exact: true }).click();
    await opened.page.getByRole("option", { name: option }).click();
  };
  const sent = async () => (await opened.sent()) as unknown as { type: string; folder?: string; name?: string }[];

  it("tells what runs reached, seeds of one config as mean and deviation, the best marked", async () => {
    await open();
    const rows = opened.page.locator(".compare-curves section", { hasText: "Results" }).locator("tbody tr");
    assert.equal(await rows.count(), 5);
    assert.match(await seen(rows.nth(0)), /3 seeds, learningRate 1\s+★ 97\.\d\d% ± 0\.10%/);
    assert.match(await seen(rows.nth(2)), /seed 2 13:45:01\s+97\.\d\d%/);
    assert.match(await seen(rows.nth(4)), /13:45:03, learningRate 0\.1\s+96\.\d\d%/);
    await opened.page.getByRole("button", { name: "seed 2" }).click();
    assert.deepEqual((await sent()).at(-1), { type: "open", folder: runs[1].folder });
  });

  it("draws any figure of all runs, seeds as one, and reads it by keyboard", async () => {
    await open();
    const plot = opened.page.getByRole("application", { name: /^Validation accuracy over epochs/ });
    await plot.locator("canvas").waitFor();
    await plot.focus();
    await opened.page.keyboard.press("Home");
    const spoken = opened.page.locator(".plot-section [aria-live]").first();
    assert.match(
      (await spoken.textContent()) ?? "",
      /^epoch 1, 3 seeds, learningRate 1 94\.\d\d% \(94\.\d\d% to 94\.\d\d%\), 13:45:03/,
    );
    await choose("Seeds", "Seeds: each by itself");
    assert.equal(await opened.page.locator(".plot-section").first().locator(".legend button").count(), 4);
    await opened.page.locator(".plot-section vscode-dropdown").nth(1).click();
    await opened.page.getByRole("option", { name: "Learning rate" }).last().click();
    await opened.page.getByRole("application", { name: /^Learning rate over epochs/ }).waitFor();
    await opened.page.getByRole("checkbox", { name: "As tables" }).click();
    const table = opened.page.getByRole("region", { name: "Table of Validation accuracy" });
    assert.match(await seen(table.locator("tbody tr").nth(-2)), /^30\s+97\.\d\d%\s/);
    assert.deepEqual((await opened.saved()).metrics, ["validationAccuracy", "learningRate"]);
  });

  it("saves what is drawn as vectors with the seeds' spread, as a picture and as figures, by keyboard too", async () => {
    await open();
    const files = async () => (await opened.sent()).flatMap((message) => (message.type === "save" ? [message] : []));
    const choose = async (item: string) => {
      await opened.page.getByRole("button", { name: "Validation accuracy: More Actions" }).click();
      await opened.page.getByRole("menuitem", { name: item }).click();
    };
    await choose("Save as SVG…");
    await choose("Save as CSV…");
    await choose("Save as PNG…");
    await until(async () => (await files()).length === 3, "three files");
    assert.deepEqual(
      (await files()).map(({ name, kind }) => `${name}.${kind}`),
      ["svg", "csv", "png"].map((kind) => `mnist-4-runs-validation-accuracy.${kind}`),
    );
    const [svg, csv] = (await files()).map(({ data }) => String(data));
    assert.match(svg, /<title>Validation accuracy: mnist, 4 runs<\/title>/);
    assert.match(svg, /d="M[^"]+Z" fill="#[0-9a-f]{6}" fill-opacity="\.16"/);
    assert.match(svg, />3 seeds, learningRate 1<[\s\S]*>13:45:03, learningRate 0\.1</);
    assert.equal(csv.trim().split("\n").length, 31);
    await opened.page.getByRole("button", { name: "Validation cost: More Actions" }).focus();
    for (const key of ["ArrowDown", "End", "Enter"]) await opened.page.keyboard.press(key);
    const copied = (await opened.sent()).find((message) => message.type === "copy");
    assert.match(copied?.type === "copy" ? copied.text : "", /^epoch\t3 seeds, learningRate 1\t/);
    await opened.page.getByText("The figures are on the clipboard.").waitFor();
  });

  it("names the settings that differ, and no others", async () => {
    await open();
    const rows = opened.page
      .locator(".compare-curves section", { hasText: "Settings that differ" })
      .locator("tbody tr");
    assert.equal(await rows.count(), 2);
    assert.match(await seen(rows.nth(1)), /training\.optimizer\.learningRate\s+1\s+1\s+1\s+0\.1/);
  });

  it("counts who is right where two runs disagree, and shows those examples with both answers", async () => {
    await open();
    await tab("Disagreements");
    const table = opened.page.getByRole("table", { name: "Correct and wrong predictions of both" });
    // Of 1,000 examples, A misclassifies every 40th and B every 47th; both only the first.
    assert.match(await seen(table), /A right\s+954\s+21\s+A wrong\s+24\s+1/);
    assert.match(
      await seen(opened.page.locator(".crossed .summary")),
      /epoch 17 of A and 18 of B.*97\.50%.*97\.80%.*45\..*p = 0\.766/,
    );
    assert.equal(await opened.page.locator(".gallery .apart").count(), 45);
    await opened.page.getByRole("button", { name: "A right, B wrong: 21" }).click();
    await opened.page.getByText("A right, B wrong: 21", { exact: true }).waitFor();
    const first = opened.page.locator(".gallery .apart").first();
    assert.match(
      (await first.getAttribute("title")) ?? "",
      /Example \d+: is (\d); A says \1, [\d.]+%, right; B says \d, [\d.]+%, wrong/,
    );
  });

  it("sets other runs and other examples against each other", async () => {
    await open();
    await tab("Disagreements");
    await opened.page.getByText("All disagreements: 45").waitFor();
    await choose("Run B", "13:45:03");
    await opened.page.getByText("epoch 17 of A and 20 of B").waitFor();
    await choose("Examples", "Test");
    await until(async () => (await opened.saved()).set === "test", "the other examples");
    assert.equal((await opened.saved()).b, runs[3].folder);
  });

  it("says why runs cannot be set against each other", async () => {
    opened = await pages.open({ name: "compare", answer: compareServer });
    const [first, ...rest] = compared;
    assert.ok(first.type === "compared");
    const others = first.runs.map((each, i) => (i === 1 ? { ...each, data: ["cc"], shape: [784, 30, 10] } : each));
    await opened.post({ ...first, runs: others }, ...rest);
    await tab("Disagreements");
    await opened.page.getByText("The two were trained on different data").waitFor();
    await tab("Weights");
    await opened.page.getByText("[784, 100, 10] and [784, 30, 10], so their weights cannot be compared").waitFor();
  });

  it("draws how far weights are apart, with the norms of every layer", async () => {
    await open();
    await tab("Weights");
    const norms = opened.page.getByRole("region", { name: "Table of norms" }).locator("tbody tr");
    assert.match(await seen(norms.first()), /1\s+11\.5\s+11\.8\s+16\.4\s+142\.61%\s+0\.005/);
    await opened.page.getByText("They started from different seeds").waitFor();
    await choose("Layer", "Layer 2");
    await opened.page.getByRole("application", { name: "Difference of the weights of layer 2" }).waitFor();
    const asked = (await sent()).filter(({ name }) => name === "weightDifference");
    assert.ok(asked.every((question) => (question as { other?: string }).other === runs[1].folder));
  });

  it("goes on while a run trains, and says of a run that it is gone", async () => {
    await open();
    const cell = opened.page.locator("tr.member td").last();
    const grown = epochsOf(2, 31).slice(-1);
    await opened.post(stateOf(2, "running"), {
      type: "run",
      folder: runs[2].folder,
      message: { type: "events", events: grown },
    });
    const row = opened.page.locator("tr.member").nth(2);
    assert.match(await seen(row), /\s31\s/);
    assert.ok(await cell.isVisible());
    const [first] = compared;
    assert.ok(first.type === "compared");
    const missing = [{ folder: runs[3].folder, name: runs[3].name, problem: "it no longer exists" }];
    await opened.post({ ...first, runs: first.runs.slice(0, 3), missing });
    await opened.page.getByText("The run 13:45:03 is left out: it no longer exists.").waitFor();
    assert.equal(((await opened.saved()).folders as string[]).length, 4);
  });

  it("is whole in every theme, narrow and wide, without serious faults for axe", async function () {
    this.timeout(90_000);
    await open();
    for (const [name, shown] of [
      ["Curves and Figures", "tr.member"],
      ["Disagreements", ".gallery .apart"],
      ["Weights", ".heatmap"],
    ]) {
      await tab(name);
      await opened.page.locator(shown).first().waitFor();
      await checkAppearance(opened, `compare-${name.toLowerCase().split(" ")[0]}`);
      await opened.page.setViewportSize({ width: 1200, height: 900 });
    }
  });

  it("has no text without translation in any tab", async () => {
    await open({ translations: bracketed });
    await tab("Disagreements");
    await opened.page.locator(".gallery .apart").first().waitFor();
    await tab("Weights");
    await opened.page.getByText("They started from different seeds").waitFor();
    await opened.rests();
    assert.deepEqual(await untranslated(opened, /(training\.)?(optimizer\.)?(learningRate|seed)/g), []);
  });
});
