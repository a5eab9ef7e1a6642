/** Counts for plots of very many trials: the lines through each pixel, and overlapping points. */
import assert from "node:assert/strict";
import { RandomStream } from "../../src/core/random";
import { cloudLayers, inkLayers, layPoints } from "../../webview/group/cloud";
import { tableOf } from "../../webview/group/inks";
import { LineDensity } from "../../webview/group/lineDensity";

describe("the density of lines", () => {
  const random = new RandomStream(3, "sample");
  const xs = [0, 16, 25, 57];
  const height = 40;
  const lines = 300;
  /** Multiples of a quarter of a pixel, so that their sums are exact. */
  const lineHeights = xs.map((_, a) =>
    Float32Array.from({ length: lines }, (_, i) => Math.floor(random.uniform(a * lines + i) * 156) / 4),
  );
  const only = (rows: readonly number[]) =>
    new LineDensity({
      xs,
      height,
      lineHeights: lineHeights.map((axis) => Float32Array.from(rows, (row) => axis[row])),
    });
  const all = Array.from({ length: lines }, (_, row) => row);

  it("counts each line once in every column of pixels, where it passes", () => {
    const density = only(all);
    assert.equal(density.width, 58);
    const columns = Array.from({ length: density.width }, (_, x) => density.all.subarray(x * height, (x + 1) * height));
    for (const column of columns)
      assert.equal(
        column.reduce((sum, count) => sum + count, 0),
        lines,
      );
    for (const [a, x] of xs.entries()) {
      const expected = new Int32Array(height);
      for (const row of all) expected[Math.floor(lineHeights[a][row] + 0.5)]++;
      assert.deepEqual(columns[x], expected, `at the axis ${a}`);
    }
    const between = new Int32Array(height);
    for (const row of all) between[Math.floor((lineHeights[0][row] + lineHeights[1][row]) / 2 + 0.5)]++;
    assert.deepEqual(columns[8], between);
  });

  it("comes to the same by what changed as anew, however many lines change", () => {
    const density = only(all);
    for (const share of [0, 1, 0.02, 0.04, 0.5, 0.97, 0.95, 1, 0]) {
      const shown = Uint8Array.from(all, (row) =>
        random.uniform(7000 + Math.round(share * 100) * lines + row) < share ? 1 : 0,
      );
      density.show(shown);
      assert.deepEqual(density.shown, only(all.filter((row) => shown[row] === 1)).all, `${share} of them`);
    }
  });

  it("has nothing of no line", () => {
    assert.ok(only([]).all.every((count) => count === 0));
  });
});

describe("very many points", () => {
  const [blue, white] = [
    [0, 0, 255],
    [255, 255, 255],
  ];
  const channels = (pixel: number) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255, pixel >>> 24];

  it("cover each other as if each were painted, those that are left out behind", () => {
    const layers = cloudLayers(10, 6);
    layPoints(layers, {
      xs: Float32Array.of(2, 2, Number.NaN, 2, 9.4),
      ys: Float32Array.of(2, 2, 2, 2, 0),
      size: 3,
      isShown: Uint8Array.of(1, 1, 1, 0, 1),
      strength: 0.5,
      hiddenStrength: 0.2,
    });
    const pixels = new Uint32Array(60);
    inkLayers(pixels, layers, tableOf(blue, white));
    const at = (x: number, y: number) => channels(pixels[y * 10 + x]);
    const [red, , own, opaque] = at(2, 2);
    // Two layers with an opacity of one half, and a fifth of the remaining background is white.
    assert.ok(Math.abs(opaque - 255 * 0.8) <= 2, `${opaque}`);
    assert.equal(own, 255);
    assert.ok(Math.abs(red - (255 * 0.05) / 0.8) <= 2, `${red}`);
    assert.deepEqual(at(5, 2), [0, 0, 0, 0]);
    // Half of the point is outside, and must not wrap around to the other side.
    assert.ok(at(9, 0)[3] > 120);
    assert.deepEqual(at(0, 1), [0, 0, 0, 0]);
    layPoints(layers, {
      xs: new Float32Array(),
      ys: new Float32Array(),
      size: 3,
      isShown: new Uint8Array(),
      strength: 1,
      hiddenStrength: 1,
    });
    inkLayers(pixels, layers, tableOf(blue, white));
    assert.ok(pixels.every((pixel) => pixel === 0));
  });
});
