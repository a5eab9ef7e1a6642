/** Drawing weights as pixels, tested without a browser. */
import assert from "node:assert/strict";
import { RandomStream } from "../../src/core/random";
import { matrixLayout, picturesLayout } from "../../webview/weights/layout";
import { paintCells } from "../../webview/weights/paint";
import { colorOf, makePalette } from "../../webview/weights/palette";
import { pictureFor } from "./recorded";

const palette = makePalette("dark");

describe("the pixels of weights", () => {
  it("are the palette's colours, the ends' beyond the limit, none for what is not a number", () => {
    const random = new RandomStream(11, "sample");
    const picture = { ...pictureFor({ layer: 0, rows: 40, columns: 50 }), rows: 40, columns: 50 };
    const values = Float32Array.from({ length: 2000 }, (_, i) => random.uniform(i) - 0.5);
    values.set([0, -0, 0.3, -0.3, 0.301, -7, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1e-9]);
    const pixels = new Uint32Array(2000);
    paintCells(pixels, matrixLayout(picture), values, 0.3, palette);
    values.forEach((value, i) => {
      assert.equal(pixels[i], colorOf(palette, value, 0.3), `${value} (seed 11, ${i})`);
    });
    assert.equal(pixels[8], 0);
  });

  it("are all the colour of zero where there is no limit", () => {
    const pixels = new Uint32Array(16);
    paintCells(
      pixels,
      matrixLayout({ ...pictureFor({ layer: 0, rows: 4, columns: 4 }) }),
      new Float32Array(16),
      0,
      palette,
    );
    assert.deepEqual(new Set(pixels), new Set([palette[127]]));
  });

  it("of pictures stand where the cursor finds their cells, with air between them", () => {
    const picture = {
      ...pictureFor({ layer: 0, rows: 7, columns: 12, pictures: true, first: 0 }),
      rows: 7,
      columns: 12,
    };
    const values = Float32Array.from({ length: 84 }, (_, i) => i / 84 - 0.5);
    const layout = picturesLayout(picture, 0, [3, 4], 3);
    const pixels = new Uint32Array(layout.width * layout.height);
    paintCells(pixels, layout, values, 0.5, palette);
    for (let y = 0; y < layout.height; y++) {
      for (let x = 0; x < layout.width; x++) {
        const index = layout.indexAt(x, y);
        const expected = index < 0 ? 0 : colorOf(palette, values[index], 0.5);
        assert.equal(pixels[y * layout.width + x], expected, `column ${x}, row ${y}`);
      }
    }
  });
});
