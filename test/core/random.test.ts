/** Philox against its authors' published vectors (Random123, kat_vectors), and the guarantees of streams. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { philox, RandomStream } from "../../src/core/random";

/** counter, key, output */
const known = [
  ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
];

const words = (text: string) => Uint32Array.from(text.split(" "), (word) => Number.parseInt(word, 16));

const first = (stream: RandomStream, count = 8) => Array.from({ length: count }, (_, i) => stream.bits(i));

describe("philox", () => {
  for (const [counter, key, output] of known) {
    it(`turns ${counter} under ${key} into the published words`, () => {
      const out = new Uint32Array(4);
      philox(words(counter), words(key), out);
      assert.deepEqual(out, words(output));
    });
  }
});

describe("a random stream", () => {
  it("gives an element the same number in whatever order it is asked", () => {
    const forward = first(new RandomStream(5, "dropout", { epoch: 2, batch: 3, layer: 1 }), 50);
    fc.assert(
      fc.property(fc.array(fc.nat(49)), (asked) => {
        const stream = new RandomStream(5, "dropout", { epoch: 2, batch: 3, layer: 1 });
        for (const i of asked) assert.equal(stream.bits(i), forward[i]);
      }),
      { seed: 11 },
    );
  });

  it("is another one for every seed, purpose, epoch, batch and layer", () => {
    const streams = [
      new RandomStream(1, "weights"),
      new RandomStream(2, "weights"),
      new RandomStream(1 + 2 ** 32, "weights"),
      new RandomStream(1, "order"),
      new RandomStream(1, "weights", { epoch: 1 }),
      new RandomStream(1, "weights", { batch: 1 }),
      new RandomStream(1, "weights", { layer: 1 }),
    ];
    const seen = new Set(streams.map((stream) => first(stream).join()));
    assert.equal(seen.size, streams.length);
  });

  it("is uniform between 0 and 1, without the ends", () => {
    const stream = new RandomStream(3, "sample");
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 20000; i++) {
      const u = stream.uniform(i);
      assert.ok(u > 0 && u < 1);
      tenths[Math.floor(u * 10)]++;
    }
    // 2,000 each, within 5 standard deviations of 42.
    for (const count of tenths) assert.ok(Math.abs(count - 2000) < 212, tenths.join(" "));
  });
});
