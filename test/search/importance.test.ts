/**
 * Importances compared with Optuna's on three studies (test/fixtures/search/optuna_importance.py), and their
 * guarantees.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { effectOf, type Importance, importanceOf, importanceSteps } from "../../src/search/importance";
import type { Observation } from "../../src/search/marginals";
import type { Space, Value } from "../../src/search/types";

interface Study {
  space: Space;
  importance: Record<string, number>;
  seen: Observation[];
}
const studies: Record<string, Study> = JSON.parse(
  readFileSync(join(__dirname, "../fixtures/search/optuna-importance.json"), "utf8"),
);
const ranked = (found: readonly Importance[]) =>
  found.toSorted((a, b) => b.importance - a.importance).map(({ path }) => path);

describe("the importance of a parameter", function () {
  this.timeout(60_000);

  for (const [name, { space, importance, seen }] of Object.entries(studies)) {
    for (const seed of [1, 2]) {
      it(`in the study ${name} is Optuna's, with seed ${seed}: the same ranks, values within 0.1`, () => {
        const found = importanceOf(space, seen, seed);
        const byOptuna = Object.entries(importance).sort(([, a], [, b]) => b - a);
        assert.deepEqual(
          ranked(found),
          byOptuna.map(([path]) => path),
        );
        for (const { path, importance: ours } of found) {
          assert.ok(Math.abs(ours - importance[path]) < 0.1, `${path}: ${ours}, Optuna ${importance[path]}`);
        }
        assert.ok(Math.abs(found.reduce((sum, one) => sum + one.importance, 0) - 1) < 1e-9);
      });
    }
  }

  it("is the same for the same seed", () => {
    const { space, seen } = studies.network;
    assert.deepEqual(importanceOf(space, seen, 3), importanceOf(space, seen, 3));
    assert.notDeepEqual(importanceOf(space, seen, 3), importanceOf(space, seen, 4));
  });

  it("says how far the trees disagree, and stops after every one for those who ask", () => {
    const { space, seen } = studies.network;
    const steps = importanceSteps(space, seen, 3);
    let stops = 0;
    let last = steps.next();
    for (; !last.done; last = steps.next()) stops++;
    assert.equal(stops, 64);
    assert.deepEqual(last.value, importanceOf(space, seen, 3));
    for (const { path, importance, deviation } of last.value) {
      assert.ok(deviation > 0 && deviation < 0.5, `${path}: ${importance} ± ${deviation}`);
    }
  });

  it("weighs a log by order of magnitude, as the search draws it", () => {
    const { space, seen } = studies.network;
    const rate: Space[number] = { path: "rate", kind: "log", low: 1e-4, high: 1 };
    const logs = seen.map(({ values: { exponent, ...rest }, objective }) => {
      return { values: { ...rest, rate: 10 ** Number(exponent) }, objective };
    });
    const found = importanceOf(
      space.map((one) => (one.path === "exponent" ? rate : one)),
      logs,
      1,
    );
    const exponent = importanceOf(space, seen, 1).find(({ path }) => path === "exponent");
    const own = found.find(({ path }) => path === "rate");
    assert.ok(Math.abs((own?.importance ?? 0) - (exponent?.importance ?? 0)) < 0.02);
  });

  it("of a parameter with a condition is found from the trials that drew it", () => {
    const { space, seen } = studies.network;
    const momentum: Space[number] = { path: "momentum", kind: "range", low: 0, high: 1, when: { optimizer: "sgd" } };
    const some = seen.map(({ values, objective }, i): Observation => {
      const drawn = ((i * 7919) % 100) / 100;
      if (values.optimizer !== "sgd") return { values, objective };
      return { values: { ...values, momentum: drawn }, objective: 20 * drawn };
    });
    const found = importanceOf([...space, momentum], some, 1).at(-1);
    assert.equal(found?.trials, seen.filter(({ values }) => values.optimizer === "sgd").length);
    assert.ok((found?.importance ?? 0) > 0.8);
  });

  it("has an effect beside it: what another value changes, within two deviations of the truth", () => {
    const { ranges, interaction } = studies;
    const near = (study: Study, path: string, from: Value, to: Value, truth: number) => {
      const effect = effectOf(study.space, study.seen, { path, from, to, seed: 1 });
      assert.ok(effect);
      assert.equal(effect.trials, 100);
      assert.ok(effect.deviation < 0.5 && Math.abs(effect.mean - truth) < 2 * effect.deviation, JSON.stringify(effect));
      const back = effectOf(study.space, study.seen, { path, from: to, to: from, seed: 1 });
      assert.equal(back?.mean, -effect.mean);
    };
    // The study adds 2 a.
    for (const [from, to] of [[-0.5, 0.5], [-0.8, 0.2], [-0.2, 0.8], [0.1, 0]]) near(ranges, "a", from, to, 2 * (to - from)); // biome-ignore format: pairs
    // 4 replaces x / 2, whose mean is ¼.
    near(interaction, "kind", "c", "d", 3.75);
    const other = (path: string, from: Value) => effectOf(ranges.space, ranges.seen, { path, from, to: 0.5, seed: 1 });
    assert.deepEqual([other("a", -2), other("e", 0)], [undefined, undefined]);
  });

  it("is none where nothing was seen, or all trials are alike", () => {
    const { space, seen } = studies.ranges;
    assert.deepEqual(importanceOf(space, [], 1), []);
    assert.deepEqual(importanceOf(space, seen.slice(0, 1), 1), []);
    assert.deepEqual(
      importanceOf(
        space,
        seen.map(({ values }) => ({ values, objective: 1 })),
        1,
      ),
      [],
    );
  });
});
