/** Archives written by NumPy, and damaged ones, which must be detected. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { NpyArray } from "../../src/formats/npy";
import { readNpz, writeNpz } from "../../src/formats/npz";

const fixture = (name: string) => readFileSync(join(__dirname, "../fixtures/npy", name));

describe("npz", () => {
  for (const name of ["stored.npz", "deflated.npz"]) {
    it(`reads NumPy's ${name}, names with slashes included`, () => {
      const arrays = readNpz(fixture(name));
      assert.deepEqual([...arrays.keys()], ["W0", "b0", "optimizer/W0/momentum"]);
      assert.deepEqual(arrays.get("optimizer/W0/momentum"), {
        shape: [2, 2],
        data: Float64Array.of(-2.5, -2, -1.5, -1),
      });
    });
  }

  it("gives back any arrays under any names", () => {
    const names = fc.oneof(
      fc.constantFrom("W0", "optimizer/W0/momentum", "0", "__proto__", "é"),
      fc.string({ maxLength: 8 }),
    );
    const array = fc.oneof(fc.float32Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }));
    const arrays = array.map((data) => ({ shape: [data.length], data }) as NpyArray);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(names, arrays), {
          selector: ([name]) => name,
          maxLength: 5,
        }),
        (entries) => {
          assert.deepEqual(readNpz(writeNpz(entries)), new Map(entries));
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });

  it("writes the same bytes for the same arrays in every time zone", () => {
    const { TZ: before } = process.env;
    const write = (zone: string, hour: number) => {
      process.env.TZ = zone;
      // Node reads TZ again when it is set.
      assert.equal(new Date(0).getHours(), hour);
      return Buffer.from(writeNpz([["W0", { shape: [2], data: Float32Array.of(1, 2) }]])).toString("hex");
    };
    try {
      const bytes = write("Pacific/Kiritimati", 13);
      assert.ok(bytes.startsWith("504b0304"));
      assert.equal(write("Asia/Tokyo", 9), bytes);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  const refusals: [string, (bytes: Buffer) => Uint8Array, string, RegExp][] = [
    [
      "an archive that is cut off",
      (bytes) => bytes.subarray(0, -30),
      "zip-truncated",
      /its end is missing; copy or save it again/,
    ],
    ["a file that is no archive", () => Buffer.from("hello"), "zip-magic", /seems to be text/],
    ["an empty file", () => Buffer.alloc(0), "zip-magic", /seems to be empty/],
    ["a flipped bit", (bytes) => bytes.fill(77, 150, 151), "zip-corrupt", /W0\.npy/],
    [
      "an encrypted entry",
      (bytes) => bytes.fill(1, bytes.indexOf("PK\x01\x02") + 8, bytes.indexOf("PK\x01\x02") + 9),
      "zip-encrypted",
      /W0\.npy is encrypted/,
    ],
    [
      "another packing method",
      (bytes) => bytes.fill(12, bytes.indexOf("PK\x01\x02") + 10, bytes.indexOf("PK\x01\x02") + 11),
      "zip-method",
      /method 12/,
    ],
  ];
  for (const [what, damage, code, message] of refusals) {
    it(`refuses ${what} by name`, () => {
      assert.throws(() => readNpz(damage(fixture("deflated.npz"))), {
        name: "FormatError",
        code,
        message,
      });
    });
  }

  it("does not believe a promised size", () => {
    const bytes = fixture("deflated.npz");
    bytes.writeUInt32LE(0xfffffff0, bytes.indexOf("PK\x01\x02") + 24);
    assert.throws(() => readNpz(bytes), { code: "zip-corrupt" });
  });
});
