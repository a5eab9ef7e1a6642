/** The page of folds: summary, one point per fold, table, and the final network. */
import assert from "node:assert/strict";
import { fillTrial } from "../../src/extension/group/fillTrials";
import { scoresOf } from "../../src/groups/foldScores";
import type { TrialSummary } from "../../src/groups/trials";
import type { GroupCourse, GroupHostMessage } from "../../src/protocol/groupPanel";
import { TrialTable } from "../../src/protocol/trialTable";
import { checkAppearance } from "./appearance";
import { type OpenedPage, type OpenOptions, seen, usePages } from "./openPage";
import { bracketed, untranslated } from "./translation";

const accuracies = [0.9, 1, 0.8, 0.95, 0.85, 0.9, 0.93, 0.87, 0.97, 0.83];
const examples = accuracies.map(() => ({ train: 120, validation: 30 }));
const figuresOf = (accuracy: number) => ({ validationAccuracy: accuracy, validationCost: 1.1 - accuracy });
const scores = scoresOf(
  accuracies.map((accuracy, i) => ({ examples: examples[i], figures: figuresOf(accuracy) })),
  false,
);

/** Two repeats of five folds. */
function messages(ended: number, course: Partial<GroupCourse>, ordered = false): GroupHostMessage[] {
  const table = new TrialTable();
  for (const [trial, accuracy] of accuracies.slice(0, ended).entries()) {
    const values = { "data.validation.repeat": Math.floor(trial / 5) + 1, "data.validation.fold": (trial % 5) + 1 };
    const trained: TrialSummary = {
      proposal: { trial, generation: 0, values, seed: 1, epochs: 20 },
      state: "done",
      result: {
        trial,
        state: "done",
        objectives: [accuracy],
        epochs: 20,
        examples: 2400,
        best: { epoch: trial + 3, figures: figuresOf(accuracy) },
      },
    };
    fillTrial(table, [], trained, ({ message }) => message);
  }
  return [
    {
      type: "group",
      group: {
        folder: "/project/.matrix-network/iris/folds-20261124T134501Z-3fa9",
        network: "iris",
        created: "2026-11-24T13:45:01.000Z",
        kind: "folds",
        folds: { folds: 5, repeats: 2, refit: true, ordered, examples, metric: "validationAccuracy" },
      },
    },
    { type: "trials", trials: table.part([...accuracies.slice(0, ended).keys()]) },
    { type: "course", closed: 1, isRead: true, isWorking: false, ...course },
  ];
}

describe("the page of folds", () => {
  const pages = usePages();
  let opened: OpenedPage;
  afterEach(() => assert.deepEqual(opened.faults, []));

  const open = async (all: GroupHostMessage[], options: OpenOptions = {}) => {
    opened = await pages.open({ name: "group", width: 1200, height: 900, ...options });
    await opened.post(...all);
  };
  const ended = messages(10, { final: "completed", scores });
  const strip = (name: string) => opened.page.getByRole("application", { name });

  it("says mean, deviation and corrected interval, and has a point for each fold", async () => {
    await open(ended);
    assert.equal(await seen(opened.page.locator(".state")), "ended");
    const { mean, deviation = 0, halfWidth = 0 } = scores.validationAccuracy;
    const percent = (value: number) => `${(100 * value).toFixed(2)}%`;
    const row = await opened.page.locator("table.scores tr", { hasText: "Validation accuracy" }).textContent();
    const interval = `${percent(mean - halfWidth)} to ${percent(mean + halfWidth)}`;
    assert.equal(row, `Validation accuracy${percent(mean)}${percent(deviation)}${interval}80.00%100.00%`);
    await strip("Validation accuracy of 10 folds.").focus();
    await opened.page.keyboard.press("Home");
    await opened.drawn();
    await opened.page.getByText("fold 1 of repeat 1: Validation accuracy 90.00%").waitFor();
    await opened.page.keyboard.press("Enter");
    await opened.page.locator(".count", { hasText: "10 folds, 1 selected" }).waitFor();
    const names = await opened.page.locator(".grid-body [role=row]:not([hidden]) .grid-name").allTextContents();
    assert.deepEqual(names.slice(0, 6).at(-1), "fold 1 of repeat 2");
    await opened.page.getByRole("button", { name: "Show Run", exact: true }).click();
    await opened.page.getByRole("button", { name: "Show Last Network" }).click();
    const sent = (await opened.sent()) as unknown as { type: string }[];
    assert.deepEqual(sent.slice(-2), [{ type: "open", trial: 0 }, { type: "openFinal" }]);
    await opened.page.getByRole("combobox", { name: "Figure" }).click();
    await opened.page.getByRole("option", { name: "Validation cost" }).click();
    await strip("Validation cost of 10 folds.").waitFor();
  });

  it("has no mean before all have ended, and no interval of ordered ones", async () => {
    await open(messages(3, { isWorking: true }));
    assert.equal(await seen(opened.page.locator(".state")), "running");
    await opened.page.getByText("The mean appears after all folds have ended without failure.").waitFor();
    assert.equal(await opened.page.locator("table.scores:visible").count(), 0);
    await opened.post({ type: "course", closed: 0, isRead: true, isWorking: false });
    await opened.page.getByText(/^To resume: matrix-network resume .*folds-2026/).waitFor();
    const { halfWidth: _, ...score } = scores.validationAccuracy;
    await open(messages(10, { final: "completed", scores: { validationAccuracy: score } }, true));
    await opened.page.getByText("Ordered folds are not random samples, so there is no interval.").waitFor();
    assert.match((await opened.page.locator("table.scores tbody tr").textContent()) ?? "", /%–80\.00%/);
  });

  it("is whole in every theme at every width, without serious faults for axe", async function () {
    this.timeout(60_000);
    await open(ended);
    await checkAppearance(opened, "folds", [320, 510, 900, 1200]);
  });

  it("has no text without translation", async () => {
    await open(ended, { translations: bracketed });
    await opened.rests();
    assert.deepEqual(await untranslated(opened, /validation\w+( < 0\.9)?|bestEpoch/g), []);
  });
});
