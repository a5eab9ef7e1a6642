/** The order and the columns of the tab Training, tested without a browser. */
import assert from "node:assert/strict";
import { columnsOf, moved, orderOf } from "../../webview/state/arrangement";

const names = ["accuracy", "weights", "cost", "epochs"];
const right = ["weights", "epochs"];

describe("the arrangement of the tab Training", () => {
  it("has one column in the default order, or two where the page is wide", () => {
    assert.deepEqual(columnsOf(names, {}, { right, wide: false }), [names]);
    assert.deepEqual(columnsOf(names, {}, { right, wide: true }), [["accuracy", "cost"], right]);
  });

  it("puts a section that the user has not moved behind the one that it follows by default", () => {
    assert.deepEqual(orderOf(names, { order: ["cost", "accuracy"] }), ["cost", "epochs", "accuracy", "weights"]);
    assert.deepEqual(orderOf(names, { order: ["gone", "epochs"] }), ["accuracy", "weights", "cost", "epochs"]);
  });

  it("moves a section past its neighbour in its column, and not beyond the end", () => {
    const columns = columnsOf(names, {}, { right, wide: true });
    const up = moved(names, {}, { name: "cost", move: "up", columns, right });
    assert.deepEqual(columnsOf(names, up, { right, wide: true })[0], ["cost", "accuracy"]);
    assert.deepEqual(moved(names, {}, { name: "cost", move: "down", columns, right }), {});
  });

  it("moves a section to the other column and back", () => {
    const across = moved(names, {}, { name: "cost", move: "across", columns: [], right });
    assert.deepEqual(columnsOf(names, across, { right, wide: true }), [["accuracy"], ["weights", "cost", "epochs"]]);
    const back = moved(names, across, { name: "cost", move: "across", columns: [], right });
    assert.deepEqual(columnsOf(names, back, { right, wide: true }), [["accuracy", "cost"], right]);
  });
});
