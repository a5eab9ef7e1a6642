/** Files written by NumPy (fixtures/npy/make.py): every type, order and version. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type NpyArray, parseNpy, writeNpy } from "../../src/formats/npy";

const fixture = (name: string) => readFileSync(join(__dirname, "../fixtures/npy", name));

/** Returns the values of make.py's ramp. */
function ramp(type: string, count: number): (number | bigint)[] {
  const values = Array.from({ length: count }, (_, i) => i);
  if (type === "b1") return values.map((value) => value % 2);
  const shifted = /[if]/.test(type) ? values.map((value) => value - 5) : values;
  if (type.includes("f")) return shifted.map((value) => value / 2);
  return /[iu]8/.test(type) ? shifted.map(BigInt) : shifted;
}

const arrayOf: Record<string, string> = {
  f2: "Float32Array",
  f4: "Float32Array",
  f8: "Float64Array",
  i1: "Int8Array",
  i2: "Int16Array",
  i4: "Int32Array",
  i8: "BigInt64Array",
  u1: "Uint8Array",
  u2: "Uint16Array",
  u4: "Uint32Array",
  u8: "BigUint64Array",
  b1: "Uint8Array",
};

describe("npy", () => {
  for (const [type, name] of Object.entries(arrayOf)) {
    it(`reads NumPy's ${type} into a ${name}`, () => {
      const { shape, data } = parseNpy(fixture(`${type}.npy`));
      assert.deepEqual(shape, [3, 4]);
      assert.equal(data.constructor.name, name);
      assert.deepEqual([...data], ramp(type, 12));
    });
    if (type.endsWith("1")) continue;
    it(`reads big-endian ${type}`, () => {
      assert.deepEqual([...parseNpy(fixture(`big-${type}.npy`)).data], ramp(type, 12));
    });
  }

  it("puts Fortran order into C order, in three dimensions and big-endian too", () => {
    assert.deepEqual(parseNpy(fixture("fortran.npy")).shape, [2, 3, 4]);
    assert.deepEqual([...parseNpy(fixture("fortran.npy")).data], ramp("f4", 24));
    assert.deepEqual([...parseNpy(fixture("fortran-big.npy")).data], ramp("i2", 15));
  });

  it("reads versions 2 and 3", () => {
    for (const name of ["version2.npy", "version3.npy"]) {
      assert.deepEqual([...parseNpy(fixture(name)).data], ramp("f4", 12), name);
    }
  });

  it("reads a single number, a vector and an array without elements", () => {
    assert.deepEqual(parseNpy(fixture("scalar.npy")), {
      shape: [],
      data: Float32Array.of(1.5),
    });
    assert.deepEqual(parseNpy(fixture("vector.npy")).shape, [7]);
    assert.deepEqual(parseNpy(fixture("empty.npy")), {
      shape: [0, 3],
      data: new Float32Array(0),
    });
  });

  it("reads half precision with its denormals, infinities and NaN", () => {
    const expected = [0, -0, 1, -2, 65504, 2 ** -24, 1023 * 2 ** -24, Infinity, -Infinity, NaN];
    assert.deepEqual([...parseNpy(fixture("halves.npy")).data], expected);
  });

  it("reads a shape as Python 2 wrote it", () => {
    const bytes = writeNpy({ shape: [3, 4], data: new Float32Array(12) });
    bytes.set(new TextEncoder().encode("(3L, 4L), }"), Buffer.from(bytes).indexOf("(3, 4)"));
    assert.deepEqual(parseNpy(bytes).shape, [3, 4]);
  });

  it("writes what NumPy writes, byte for byte", () => {
    for (const name of ["f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "scalar", "vector", "empty"]) {
      const bytes = fixture(`${name}.npy`);
      assert.deepEqual(Buffer.from(writeNpy(parseNpy(bytes))), bytes, name);
    }
  });

  it("keeps nothing of the bytes it read", () => {
    const bytes = fixture("u1.npy");
    const { data } = parseNpy(bytes);
    bytes.fill(9);
    assert.deepEqual([...data], ramp("u1", 12));
  });

  it("gives back any float32 or uint8 array bit for bit", () => {
    const shapes = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
    const arrays = shapes.chain((shape) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const constraints = { minLength: length, maxLength: length };
      return fc.oneof(fc.float32Array(constraints), fc.uint8Array(constraints)).map((data) => ({ shape, data }));
    });
    fc.assert(
      fc.property(arrays, (array) => {
        const bytes = writeNpy(array as NpyArray);
        const back = parseNpy(bytes);
        assert.deepEqual(back, array);
        assert.equal((bytes.length - array.data.byteLength) % 64, 0);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  const refusals: [string, () => Uint8Array, string, RegExp][] = [
    ["text", () => fixture("text.npy"), "npy-dtype", /"<U2": text is not supported; save numbers/],
    [
      "Python objects",
      () => fixture("objects.npy"),
      "npy-dtype",
      /objects are not supported; save the array with dtype float32/,
    ],
    ["records", () => fixture("records.npy"), "npy-dtype", /save one array per field/],
    ["complex numbers", () => fixture("complex.npy"), "npy-dtype", /complex numbers are not supported/],
    ["another file", () => fixture("stored.npz"), "npy-magic", /seems to be a zip archive/],
    ["a file that is cut off", () => fixture("f4.npy").subarray(0, -1), "npy-truncated", /declares 48 bytes .* has 47/],
    ["a header that is cut off", () => fixture("f4.npy").subarray(0, 40), "npy-truncated", /header of 118 bytes/],
    [
      "bytes after the array",
      () => Buffer.concat([fixture("f4.npy"), Buffer.alloc(3)]),
      "npy-trailing",
      /3 bytes follow/,
    ],
    ["a version that is not there", () => fixture("f4.npy").fill(9, 6, 7), "npy-version", /version 9/],
    [
      "a shape of astronomic size",
      () => huge("(3, 4), }", "(9999999999999, 9), }"),
      "npy-truncated",
      /the file declares/,
    ],
    ["a shape that is none", () => huge("(3, 4)", "(3, x)"), "npy-header", /is not a valid shape/],
    ["a header without shape", () => huge("shape", "shapy"), "npy-header", /does not name/],
  ];
  const huge = (from: string, to: string) => {
    const bytes = fixture("f4.npy");
    bytes.write(to, bytes.indexOf(from));
    return bytes;
  };
  for (const [what, bytes, code, message] of refusals) {
    it(`refuses ${what} by name`, () => {
      assert.throws(() => parseNpy(bytes()), {
        name: "FormatError",
        code,
        message,
      });
    });
  }

  it("does not write an array whose shape does not fit", () => {
    assert.throws(() => writeNpy({ shape: [2, 2], data: new Float32Array(3) }), RangeError);
  });
});
