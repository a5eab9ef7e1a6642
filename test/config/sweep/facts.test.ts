/**
 * A config's sweep checked against its data: values compared with the number of examples, and the objective with the
 * task.
 */
import assert from "node:assert/strict";
import { checkConfig, type DataFacts } from "../../../src/config/check/check";

const facts: DataFacts = {
  inputs: 4,
  task: "classification",
  classes: 3,
  examples: { train: 50, validation: 20, test: 0 },
};

function found(sweep: object, known: DataFacts): string[] {
  const text = JSON.stringify({
    version: 1,
    data: { format: "csv", path: "flowers.csv", label: "species", validation: { fraction: 0.2 } },
    layers: [
      { units: 8, activation: "relu" },
      { units: 3, activation: "softmax" },
    ],
    training: { batchSize: 10 },
    sweep,
  });
  const checked = checkConfig(text);
  assert.deepEqual(checked.findings, [], "the config alone says nothing of its data");
  assert.ok(checked.config);
  return checked.againstData(checked.config, known).map(({ code, offset, length, message }) => {
    return `${code} at ${text.slice(offset, offset + length)}: ${message}`;
  });
}

describe("a sweep beside its data", () => {
  it("is warned of a minibatch that takes all examples", () => {
    assert.deepEqual(found({ parameters: { "training.batchSize": { choice: [16, 60] } } }, facts), [
      "sweep-value-unusual at 60: a minibatch of 60 takes all 50 training examples, so an epoch is a single step; " +
        "use a smaller one",
    ]);
  });

  it("says nothing of a setting of the data, which the facts do not know", () => {
    assert.deepEqual(found({ parameters: { "data.limit": { integer: [10, 200] } } }, facts), []);
  });

  it("is refused where the task does not have its objective", () => {
    const parameters = { "training.batchSize": { choice: [8, 16] } };
    const regression: DataFacts = { ...facts, task: "regression", targets: ["a", "b", "c"] };
    assert.deepEqual(found({ parameters, objective: { metric: "validationRmse" } }, regression), []);
    const [refused] = found({ parameters, objective: { metric: "validationRmse" } }, facts);
    assert.match(refused, /^sweep-objective at "validationRmse": a classification has no validationRmse; use one of /);
  });

  it("is refused where the validation examples do not define its objective", () => {
    const parameters = { "training.batchSize": { choice: [8, 16] } };
    const lacking: DataFacts = { ...facts, unseen: [{ name: "rare", class: 2 }] };
    assert.deepEqual(found({ parameters, objective: { metric: "validationCost" } }, lacking), []);
    const [refused, ...more] = found({ parameters, objective: { metric: "validationAuc" } }, lacking);
    assert.match(refused, /^metric-undefined at "validationAuc": validationAuc is undefined: no validation example is/);
    assert.deepEqual(more, []);
  });
});
