/** The table of trials as columns of numbers, at the sender and at the receiver. */
import assert from "node:assert/strict";
import { TrialTable } from "../../src/protocol/trialTable";

describe("the table of trials", () => {
  it("is the same at the other end, part by part", () => {
    const [host, page] = [new TrialTable(), new TrialTable()];
    for (let row = 0; row < 1000; row += 2) host.set("objective 0", row, row / 7);
    host.set("late", 999, -0.5);
    host.setText("message", 4, "too large");
    page.take(host.part([0, 2, 4, 999]));
    assert.equal(page.length, 1000);
    assert.deepEqual([page.number("objective 0", 4), page.number("late", 999)], [4 / 7, -0.5]);
    assert.ok(Number.isNaN(page.number("objective 0", 6)) && Number.isNaN(page.number("none", 4)));
    assert.equal(page.text("message", 4), "too large");
    host.setText("message", 4, undefined);
    page.take(host.part([4, 6]));
    assert.equal(page.text("message", 4), undefined);
    assert.equal(page.number("objective 0", 6), 6 / 7);
    assert.equal(page.column("objective 0")?.length, 1000);
    assert.deepEqual(page.names, ["objective 0", "late"]);
  });
});
