import assert from "node:assert/strict";
import { nearestTurn, roundedTurn } from "../../../src/core/explain/turning";

const observed = Array.from({ length: 21 }, (_, i) => i - 10);
const search = (current: number, isTurned: (value: number) => boolean, isWhole = false, within = observed) =>
  nearestTurn({ current, observed: within, isWhole, turned: async (values) => values.map(isTurned) });

describe("the smallest change that turns an answer", () => {
  it("is found between two values of the data", async () => {
    const found = await search(1.5, (value) => value > 4.3);
    assert.ok(found !== undefined && found > 4.3 && found < 4.3 + 1e-6, String(found));
  });

  it("is the nearer one of two", async () => {
    const turned = (value: number) => value < -0.25 || value > 6;
    const found = await search(2, turned);
    assert.ok(found !== undefined && found < -0.25 && found > -0.25 - 1e-6, String(found));
  });

  it("is a whole number where the data has only whole numbers", async () => {
    assert.equal(await search(0, (value) => value >= 30.5, true, [-5, 0, 60, 80]), 31);
  });

  it("is found beside the example's own value, which the data need not contain", async () => {
    const found = await search(0.5, (value) => value > 0.75, false, [0, 1, 2]);
    assert.ok(found !== undefined && found > 0.75 && found < 0.75 + 1e-6, String(found));
  });

  it("is none if no value of the data turns the answer", async () => {
    assert.equal(await search(0, (value) => value > 10.5), undefined);
  });

  it("is shown rounded away from the example's own value, so that what is shown turns the answer, too", () => {
    assert.deepEqual([roundedTurn(1, 1583.2), roundedTurn(1700, 1583.2)], [1584, 1583]);
    assert.deepEqual([roundedTurn(0, -0.0012341), roundedTurn(-1, -0.0012341)], [-0.001235, -0.001234]);
    assert.deepEqual([roundedTurn(5, 123_456), roundedTurn(-5, 0)], [123_456, 0]);
  });
});
