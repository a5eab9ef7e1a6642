/** Zooming and panning stay within the sheet and reach the requested position. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { isWhole, panned, showing, type Viewport, wholeOf, zoomed } from "../../webview/weights/viewport";

const sheet = { width: 2048, height: 784 };
const isWithin = ({ x, y, width, height }: Viewport) =>
  x >= 0 && y >= 0 && x + width <= sheet.width + 1e-6 && y + height <= sheet.height + 1e-6 && width >= 6 && height >= 6;

describe("the stretch of a sheet", () => {
  it("stays within it whatever is zoomed and panned, and comes back to the whole", () => {
    const step = fc.record({
      factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
      at: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      by: fc.tuple(fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: -3000, max: 3000 })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let view = wholeOf(sheet);
        for (const { factor, at, by } of steps) {
          view = panned(zoomed(view, sheet, factor, at), sheet, ...by);
          assert.ok(isWithin(view), JSON.stringify(view));
        }
        assert.ok(isWhole(zoomed(view, sheet, 1e-6, [0.5, 0.5]), sheet));
      }),
      { seed: 7 },
    );
  });

  it("keeps what is under the pointer where it is", () => {
    const view = zoomed(wholeOf(sheet), sheet, 4, [0.25, 0.5]);
    assert.equal(view.x + 0.25 * view.width, 512);
    assert.equal(view.y + 0.5 * view.height, 392);
  });

  it("moves no further than a cell needs to be seen", () => {
    const view = { x: 100, y: 100, width: 50, height: 50 };
    const cell = (x: number, y: number) => ({ x, y, width: 1, height: 1 });
    assert.deepEqual(showing(view, sheet, cell(120, 149)), view);
    assert.deepEqual(showing(view, sheet, cell(150, 99)), { ...view, x: 101, y: 99 });
  });
});
