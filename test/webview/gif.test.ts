/** The encoder of animations, decoded again by two programs, and the choice of its epochs. */
import assert from "node:assert/strict";
import { decodeFrames } from "modern-gif";
import { readGif } from "../../src/formats/gif";
import { chosenEpochs } from "../../webview/animation/chosenEpochs";
import { GifFile } from "../../webview/animation/gif";

const [width, height] = [40, 30];

/** Opaque pixels, [height × width × 4], of these red values. */
const gray = (valueAt: (i: number) => number) =>
  Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => (i % 4 === 3 ? 255 : valueAt(i >> 2)));

describe("the GIF of an animation", () => {
  it("has the frames with their exact colours and times if they have at most 256 colours", () => {
    const frames = [gray((i) => i % 256), gray((i) => (i * 7) % 256), gray(() => 9)];
    const file = new GifFile();
    for (const [i, frame] of frames.entries()) file.add(frame, width, height, 100 * (i + 1));
    const bytes = file.finish();
    const decoded = decodeFrames(bytes);
    assert.deepEqual(
      decoded.map(({ delay }) => delay),
      [100, 200, 300],
    );
    for (const [i, { data }] of decoded.entries()) assert.deepEqual([...data], [...frames[i]]);
    const first = readGif(bytes);
    assert.deepEqual([first.width, first.height, first.isAnimated], [width, height, true]);
    assert.deepEqual([...first.data], [...frames[0]]);
    assert.deepEqual([file.mean, file.largest], [0, 0]);
  });

  it("measures how far the colours of a frame with more are off", () => {
    const frame = Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => {
      const pixel = i >> 2;
      return [(pixel * 5) % 256, (pixel * 3) % 251, pixel % 241, 255][i % 4];
    });
    const file = new GifFile();
    file.add(frame, width, height, 100);
    const [{ data }] = decodeFrames(file.finish());
    const differences = [...data].map((value, i) => Math.abs(value - frame[i]));
    assert.equal(file.largest, Math.max(...differences));
    assert.ok(file.largest > 0);
    const mean = differences.reduce((sum, each) => sum + each, 0) / (3 * width * height);
    assert.ok(Math.abs(file.mean - mean) < 1e-9);
  });

  it("chooses evenly among the saved epochs of a range, with its first and last", () => {
    const kept = [0, 1, 2, 3, 5, 8, 13, 21, 34];
    assert.deepEqual(chosenEpochs(kept, 0, 34, 60), kept);
    assert.deepEqual(chosenEpochs(kept, 2, 20, 60), [2, 3, 5, 8, 13]);
    assert.deepEqual(chosenEpochs(kept, 0, 34, 5), [0, 2, 5, 13, 34]);
    assert.deepEqual(chosenEpochs(kept, 6, 7, 5), []);
  });
});
