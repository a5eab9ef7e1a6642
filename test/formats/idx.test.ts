import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { isGzip, readGzip } from "../../src/formats/gzip";
import { parseIdx } from "../../src/formats/idx";
import { type IdxType, writeIdx } from "./idxFile";

const values: Record<IdxType, fc.Arbitrary<number>> = {
  u1: fc.nat(255),
  i1: fc.integer({ min: -128, max: 127 }),
  i2: fc.integer({ min: -32768, max: 32767 }),
  i4: fc.integer(),
  f4: fc.float(),
  f8: fc.double(),
};

describe("idx", () => {
  for (const [type, value] of Object.entries(values) as [IdxType, fc.Arbitrary<number>][]) {
    it(`gives back any ${type} array`, () => {
      const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 });
      const arrays = shapes.chain((shape) => {
        const length = shape.reduce((product, size) => product * size, 1);
        return fc.record({
          shape: fc.constant(shape),
          data: fc.array(value, { minLength: length, maxLength: length }),
        });
      });
      fc.assert(
        fc.property(arrays, ({ shape, data }) => {
          const back = parseIdx(writeIdx(type, shape, data));
          assert.deepEqual(back.shape, shape);
          assert.deepEqual([...back.data], data);
        }),
        { seed: 3, numRuns: 100 },
      );
    });
  }

  it("leaves bytes where they are", () => {
    const file = writeIdx("u1", [3], [1, 2, 3]);
    assert.equal(parseIdx(file).data.buffer, file.buffer);
  });

  const whole = writeIdx("i2", [2, 3], [1, 2, 3, 4, 5, 6]);
  const refusals: [string, Uint8Array, string, RegExp][] = [
    ["an empty file", Buffer.alloc(0), "idx-magic", /seems to be empty/],
    ["text", Buffer.from("sepal,petal\n1,2\n"), "idx-magic", /seems to be text; choose an IDX file/],
    ["a web page", Buffer.from("\n<!DOCTYPE html><p>404"), "idx-magic", /a web page/],
    ["a PNG", Buffer.from("89504e470d0a1a0a", "hex"), "idx-magic", /a PNG picture/],
    ["gzip in gzip", gzipSync("x"), "idx-magic", /seems to be gzip/],
    ["bytes of no known form", Buffer.from("deadbeef", "hex"), "idx-magic", /it starts with de ad be ef/],
    ["an unknown element type", Buffer.from(whole).fill(0x0a, 2, 3), "idx-type", /^0xa is not an IDX element type/],
    ["a file that is cut off", whole.subarray(0, 20), "idx-truncated", /declares 24 bytes, the file has 20; download/],
    ["a header that is cut off", whole.subarray(0, 10), "idx-truncated", /declares 12 bytes, the file has 10/],
    ["bytes after the last", Buffer.concat([whole, Buffer.alloc(5)]), "idx-trailing", /5 bytes follow the 24/],
    [
      "dimensions beyond all bounds",
      Buffer.from(`00000808${"ff".repeat(32)}`, "hex"),
      "idx-truncated",
      /the file has 36/,
    ],
  ];
  for (const [what, bytes, code, message] of refusals) {
    it(`refuses ${what} by name`, () => {
      assert.throws(() => parseIdx(bytes), { name: "FormatError", code, message });
    });
  }
});

describe("gzip", () => {
  const packed = gzipSync("some text that is packed");

  it("is known by its first bytes and unpacked", async () => {
    assert.ok(isGzip(packed));
    assert.ok(!isGzip(packed.subarray(1)));
    assert.equal(String(await readGzip(packed)), "some text that is packed");
  });

  it("refuses what is cut off or damaged", async () => {
    await assert.rejects(readGzip(packed.subarray(0, -9)), { name: "FormatError", code: "gzip-truncated" });
    await assert.rejects(readGzip(Buffer.from(packed).fill(0, 12, 14)), { name: "FormatError", code: "gzip-corrupt" });
    const wrongChecksum = Buffer.from(packed);
    wrongChecksum[packed.length - 8] ^= 1;
    await assert.rejects(readGzip(wrongChecksum), { name: "FormatError", code: "gzip-corrupt" });
  });
});
