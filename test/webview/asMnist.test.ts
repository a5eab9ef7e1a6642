/** Drawings are converted to digits as MNIST's were made. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { asMnist } from "../../webview/tryIt/asMnist";

/** Draws a filled box on an empty sheet. */
function box(width: number, height: number, left: number, top: number, wide: number, high: number) {
  const inside = (i: number) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x >= left && x < left + wide && y >= top && y < top + high;
  };
  return { width, height, ink: Uint8Array.from({ length: width * height }, (_, i) => (inside(i) ? 255 : 0)) };
}

const lit = (made: Float32Array) => [...made.keys()].filter((i) => made[i] > 0);

describe("a drawing", () => {
  it("fits into 20 of 28 pixels with its proportions kept, wherever and however large it was drawn", () => {
    const wide = fc.integer({ min: 10, max: 100 });
    fc.assert(
      fc.property(wide, wide, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (w, h, left, top) => {
        const pixels = lit(asMnist(box(200, 200, left, top, w, h), 28, 28));
        const columns = new Set(pixels.map((i) => i % 28)).size;
        const rows = new Set(pixels.map((i) => Math.floor(i / 28))).size;
        const fitted = (side: number) => Math.max(1, Math.round((side * 20) / Math.max(w, h)));
        assert.deepEqual([columns, rows], [fitted(w), fitted(h)]);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it("has its centre of mass in the middle", () => {
    // Heavy at the top, light at the bottom.
    const t = box(100, 100, 20, 20, 60, 20);
    for (let y = 40; y < 90; y++) t.ink.fill(255, y * 100 + 45, y * 100 + 55);
    const made = asMnist(t, 28, 28);
    let [mass, x, y] = [0, 0, 0];
    for (const [i, value] of made.entries()) {
      mass += value;
      x += value * ((i % 28) + 0.5);
      y += value * (Math.floor(i / 28) + 0.5);
    }
    assert.ok(Math.abs(x / mass - 14) <= 0.5 && Math.abs(y / mass - 14) <= 0.5, `${x / mass}, ${y / mass}`);
  });

  it("keeps its ink, and is empty where nothing is drawn", () => {
    const made = asMnist(box(280, 280, 50, 50, 100, 100), 28, 28);
    assert.ok(lit(made).every((i) => Math.abs(made[i] - 255) < 1e-3));
    assert.equal(lit(asMnist(box(280, 280, 0, 0, 0, 0), 28, 28)).length, 0);
  });
});
