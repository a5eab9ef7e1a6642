/** How views format numbers. */
import assert from "node:assert/strict";
import { figure, inputFigure, quantity, whole } from "../../webview/ui/format";

describe("numbers in views", () => {
  it("have four digits, quantities all of their whole ones", () => {
    assert.equal(quantity(1234.56), figure(1234.56));
    assert.equal(quantity(-0.5), figure(-0.5));
    for (const value of [12_345, 154_321.6, -12_345, 1_700_000_005_012]) assert.equal(quantity(value), whole(value));
    assert.notEqual(quantity(1_700_000_005_012), quantity(1_700_000_005_013));
  });

  it("have what was taken off them before they became inputs", () => {
    assert.equal(inputFigure(12_345), figure(12_345));
    assert.equal(inputFigure(-988, 1_700_000_006_000), whole(1_700_000_005_012));
    assert.equal(inputFigure(2, -1), figure(1));
  });
});
