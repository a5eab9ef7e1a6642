import assert from "node:assert/strict";
import { mapInBatches } from "../../src/runs/mapInBatches";

describe("work in small steps", () => {
  it("keeps the order, does no more than so many at once, and leaves room between", async () => {
    let [now, most, others] = [0, 0, 0];
    const timer = setInterval(() => others++, 0);
    const work = async (item: number) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5 - (item % 5)));
      now--;
      return item * 2;
    };
    const items = Array.from({ length: 11 }, (_, i) => i);
    assert.deepEqual(
      await mapInBatches(items, 3, work),
      items.map((item) => item * 2),
    );
    clearInterval(timer);
    assert.equal(most, 3);
    assert.ok(others > 0);
  });
});
