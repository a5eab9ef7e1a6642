/** How the training settings of suggested configs depend on the size of the data. */
import assert from "node:assert/strict";
import { heldOut } from "../../src/data/suggest/suggestion";
import { suggestTraining } from "../../src/trainer/check/suggestTraining";

const shareHeldBack = (rows: number) => (heldOut(rows).keys.validation as { fraction: number }).fraction;

const training = (rows: number, task: "classification" | "regression", inputs = 8) => {
  const watched = Math.round(rows * shareHeldBack(rows));
  return suggestTraining({ rows, inputs, freeInputs: inputs, trained: rows - watched, watched, task });
};

describe("the training of a config that is written for data", () => {
  it("holds back less of few examples, and never nothing", () => {
    assert.deepEqual([5, 99, 100, 70000].map(shareHeldBack), [0.1, 0.1, 0.2, 0.2]);
    for (const rows of [5, 10]) assert.ok(Math.round(rows * shareHeldBack(rows)) > 0, String(rows));
  });

  it("chooses no epoch by a few validation examples", () => {
    const few = training(199, "regression");
    assert.deepEqual([few.bestMetric, few.earlyStopping], ["cost", undefined]);
    const enough = training(200, "regression");
    assert.deepEqual([enough.bestMetric, enough.earlyStopping], [undefined, { patience: 40 }]);
  });

  it("watches the cost where accuracies tie", () => {
    assert.equal(training(2000, "classification").earlyStopping?.metric, "validationCost");
    assert.equal(training(5000, "classification").earlyStopping?.metric, undefined);
  });

  it("lets the weights of a table decay with the number of its inputs", () => {
    assert.deepEqual(
      [1, 2, 5, 8, 30, 784].map((inputs) => training(50, "regression", inputs).l2),
      [0.5, 0.5, 1.25, 2, 2, 0.5],
    );
  });
});
