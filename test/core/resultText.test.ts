/** Which figures of an epoch a person reads first. */
import assert from "node:assert/strict";
import { resultTexts } from "../../src/core/resultText";

const style = { percent: (share: number) => `${share * 100}%`, number: String, word: (english: string) => english };

describe("the text of a result", () => {
  const cases: [title: string, figures: Parameters<typeof resultTexts>[0], chosenBy: string, texts: string[]][] = [
    [
      "puts accuracy before the cost that chose the epoch",
      { validationAccuracy: 0.75, validationCost: 0.5 },
      "validationCost",
      ["75%", "cost 0.5"],
    ],
    ["has accuracy alone if it chose", { validationAccuracy: 0.75, cost: 2 }, "validationAccuracy", ["75%"]],
    [
      "puts a metric first that somebody chose instead of accuracy",
      { validationAccuracy: 0.75, validationF1: 0.25 },
      "validationF1",
      ["F1 0.25", "75%"],
    ],
    [
      "has RMSE and R² of a regression before the cost",
      { validationRmse: 2, validationR2: 0.5, validationCost: 4 },
      "validationCost",
      ["RMSE 2", "R² 0.5", "cost 4"],
    ],
    [
      "leaves out an R² that is undefined",
      { validationRmse: 2, validationR2: Number.NaN },
      "validationRmse",
      ["RMSE 2"],
    ],
    ["names the test set without a validation set", { testAccuracy: 0.75, cost: 2 }, "epoch", ["75% test"]],
    ["falls back to the cost", { cost: 2 }, "cost", ["training cost 2"]],
    ["is empty without any figure", {}, "epoch", []],
  ];
  for (const [title, figures, chosenBy, texts] of cases)
    it(title, () => assert.deepEqual(resultTexts(figures, chosenBy, style), texts));
});
