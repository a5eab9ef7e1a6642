/** Image files of Pillow and handmade ones: every pixel equals Pillow's. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toColour } from "../../src/formats/picture";
import { readPicture } from "../../src/formats/readPicture";

const folder = join(__dirname, "../fixtures/pictures");
const bytesOf = (name: string) => readFileSync(join(folder, name));
const expected: Record<string, { height: number; width: number; pixels: string }> = JSON.parse(
  readFileSync(join(folder, "expected.json"), "utf8"),
);

/** Tolerances per byte; JPEG decoders differ in rounding and in the smoothing of subsampled colours. */
const tolerances: [names: RegExp, most: number, mean: number][] = [
  [/^halved\.jpg$/, 80, 8],
  [/\.jpg$/, 4, 1],
  [/16\.bmp|565\.bmp|^opacity/, 1, 1],
  [/./, 0, 0],
];

describe("picture files", () => {
  for (const [name, { height, width, pixels }] of Object.entries(expected)) {
    it(`are read as Pillow shows them: ${name}`, () => {
      const picture = toColour(readPicture(bytesOf(name)));
      assert.deepEqual([picture.height, picture.width], [height, width]);
      const shown = Buffer.from(pixels, "hex");
      const differences = Array.from(picture.pixels, (value, i) => Math.abs(value - shown[i]));
      const [, most, mean] = tolerances.find(([names]) => names.test(name)) ?? [];
      const largest = Math.max(...differences);
      assert.ok(largest <= (most ?? 0), `${largest} off`);
      assert.ok(differences.reduce((sum, each) => sum + each) / differences.length <= (mean ?? 0));
    });
  }
});
