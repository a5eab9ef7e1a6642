/**
 * Pickles written by Python and NumPy (fixtures/pickle/make.py), of all protocols; and what is refused, not executed.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FormatError } from "../../src/formats/formatError";
import { type Pickled, PickledArray, parsePickle } from "../../src/formats/pickle";

const folder = join(__dirname, "../fixtures/pickle");
const read = (name: string) => parsePickle(readFileSync(join(folder, name)));

/** Replaces arrays by their shape and numbers. */
function plain(value: Pickled): unknown {
  if (value instanceof PickledArray) return [value.array?.shape, Array.from(value.array?.data as Float64Array, Number)];
  return Array.isArray(value) ? value.map(plain) : value;
}
const pair = (n: number) => [
  [[n, 4], Array.from({ length: 4 * n }, (_, i) => i / 2)],
  [[n], Array.from({ length: n }, (_, i) => i % 3)],
];

describe("a pickle", () => {
  const arrays = readdirSync(folder).filter((name) => /^(protocol|python2)/.test(name));
  for (const name of arrays) {
    it(`gives its arrays: ${name}`, () => assert.deepEqual(plain(read(name)), [pair(6), pair(3), pair(2)]));
  }

  it("is there of every protocol, and of Python 2's", () => assert.equal(arrays.length, 9));

  it("gives arrays of Fortran order in rows, and of the other byte order as they are meant", () => {
    assert.deepEqual(plain(read("fortran.pkl")), [pair(6), pair(2)]);
    const big = [
      [
        [2, 2],
        [0, 1, 2, 3],
      ],
      [[2], [0, 1]],
    ];
    assert.deepEqual(plain(read("big.pkl")), [big, big]);
  });

  for (const name of ["values.pkl", "values0.pkl"]) {
    it(`gives numbers, text, bytes and dictionaries: ${name}`, () => {
      const values = read(name) as Pickled[];
      assert.deepEqual(values.slice(0, 9), [null, true, false, 1, -2, 70000, 2 ** 40, -1.5, "é"].map(asBoolean(name)));
      assert.deepEqual(values[9], new Map([["a", [1, 2, 3, 4]]]));
      assert.deepEqual(
        values.slice(10).map((bytes) => [...(bytes as Uint8Array)]),
        [[0, 255], [97, 98], []],
      );
    });
  }
  /** Protocol 0 writes true and false as numbers. */
  const asBoolean = (name: string) => (value: Pickled) =>
    typeof value === "boolean" && name === "values0.pkl" ? Number(value) : value;

  it("refuses every class that arrays do not need, by name, and executes nothing", () => {
    const refused = (name: string, message: RegExp) =>
      assert.throws(
        () => read(name),
        (error) => error instanceof FormatError && message.test(error.message),
      );
    refused("evil.pkl", /^it names os\.system, which is not supported and is not executed; save NumPy arrays only$/);
    refused("ordered.pkl", /^it names collections\.OrderedDict, which is not supported/);
    refused("objects.pkl", /Python objects are not supported/);
    assert.ok(!existsSync("/tmp/matrix-network-was-here"));
  });

  it("refuses operations that arrays do not need, by name", () => {
    assert.throws(() => parsePickle(Buffer.from("\x80\x04\x8f.", "latin1")), {
      message: /the opcode 0x8f is not supported/,
    });
    assert.throws(() => parsePickle(Buffer.from("(ios\nsystem\n.")), { message: /the opcode "i" is not supported/ });
  });

  it("refuses a module's name that is no text: a tuple of 20,000 in each other, and one of 2^40 texts", () => {
    const deep = Buffer.from(`\x80\x04K\x01${"\x85".repeat(20_000)}\x8c\x01x\x93.`, "latin1");
    const wide = Buffer.from(`\x80\x04\x8c\x01a${"2\x86".repeat(40)}\x8c\x01x\x93.`, "latin1");
    for (const bytes of [deep, wide])
      assert.throws(() => parsePickle(bytes), { code: "pickle-damaged", name: "FormatError" });
  });

  it("refuses what is none, by what it seems to be", () => {
    assert.throws(() => parsePickle(Buffer.from("hello world")), {
      code: "pickle-magic",
      message: /it seems to be text/,
    });
    assert.throws(() => parsePickle(Uint8Array.of(0x89, 0x50, 0x4e, 0x47)), { message: /a PNG picture/ });
  });

  it("reads nothing beyond its end, whatever length it promises", () => {
    for (const promise of [
      "\x80\x04B\xff\xff\xff\xff",
      "\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\xff",
      "\x80\x04X\xff\xff\xff\x7f",
    ]) {
      assert.throws(() => parsePickle(Buffer.from(promise, "latin1")), { code: "pickle-truncated" });
    }
  });
});
