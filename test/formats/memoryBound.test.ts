/** The bound on memory: its values, and refusals before memory is allocated. */
import assert from "node:assert/strict";
import { deflateSync, gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { readGzip } from "../../src/formats/gzip";
import {
  claimMemory,
  memoryBound,
  memoryVariable,
  parseMemorySize,
  roomFor,
  setMemoryBound,
} from "../../src/formats/memoryBound";
import { readNpz } from "../../src/formats/npz";
import { parsePickle } from "../../src/formats/pickle";
import { readPicture } from "../../src/formats/readPicture";
import { readZip } from "../../src/formats/zip";
import { interlacedPng, npyHead } from "./amounts";

const megabyte = 2 ** 20;
const { heapUsed, external } = process.memoryUsage();

describe("the bound on memory", () => {
  afterEach(() => {
    setMemoryBound(undefined);
    delete process.env[memoryVariable];
  });

  /** Sets the bound to the memory in use plus `bytes`. */
  const leave = (bytes: number) => {
    roomFor();
    const { heapUsed, external } = process.memoryUsage();
    setMemoryBound(heapUsed + external + bytes);
  };

  it("is a size with a unit, or a number of bytes", () => {
    assert.equal(parseMemorySize("2GB"), 2 ** 31);
    assert.equal(parseMemorySize("1.5 gb"), 1.5 * 2 ** 30);
    assert.equal(parseMemorySize("512M"), 512 * megabyte);
    assert.equal(parseMemorySize("1 TiB"), 2 ** 40);
    assert.equal(parseMemorySize("1048576"), megabyte);
    for (const text of ["", "GB", "-1GB", "1PB", "12", "1e3MB", "1,5GB"])
      assert.equal(parseMemorySize(text), undefined, text);
  });

  it("is what the environment says, or a part of what is free", () => {
    process.env[memoryVariable] = "3GB";
    assert.equal(memoryBound(), 3 * 2 ** 30);
    setMemoryBound(undefined);
    delete process.env[memoryVariable];
    assert.ok(memoryBound() > 0 && memoryBound() < 2 ** 45);
  });

  it("refuses what does not fit, and says what it needs and how to raise it", () => {
    setMemoryBound(heapUsed + external + 64 * megabyte);
    claimMemory(megabyte / 2);
    assert.throws(() => claimMemory(3 * 2 ** 30), {
      code: "memory-bound",
      message: /^needs at least 3\.\d GB of memory, and the bound is \d+ MB; .*--memory 4GB, .*matrixNetwork\.memory$/,
    });
  });

  it("counts what an archive, a gzip file and an array of it unpack to", async () => {
    const zeros = new Uint8Array(16 * megabyte);
    const zip = zipSync({ "x.npy": [zeros, { level: 1 }], "y.npy": npyHead("|u1", [3], new Uint8Array([1, 2, 3])) });
    const gzip = gzipSync(zeros);
    leave(12 * megabyte);
    assert.throws(() => [...readZip(zip)], { code: "memory-bound" });
    await assert.rejects(readGzip(gzip), { code: "memory-bound" });
    const read = readNpz(zip, (name) => name === "y");
    assert.deepEqual([...read.keys()], ["y"], "what is not asked for is not unpacked");
  });

  it("counts the lists and dictionaries of a pickle, of a byte each", () => {
    leave(24 * megabyte);
    assert.throws(() => parsePickle(new Uint8Array(megabyte).fill("}".charCodeAt(0))), { code: "memory-bound" });
  });

  it("counts the pixels of a picture before they are unpacked", () => {
    const [width, height] = [4096, 4096];
    const bomb = interlacedPng(width, height, deflateSync(new Uint8Array(64)));
    leave(64 * megabyte);
    assert.throws(() => readPicture(bomb), { code: "memory-bound" });
  });

  it("is not needed for an interlaced picture that unpacks to more than its pixels", () => {
    const bomb = interlacedPng(8, 8, deflateSync(new Uint8Array(8 * megabyte)));
    leave(4 * megabyte);
    assert.throws(() => readPicture(bomb), { code: "picture-damaged" });
  });
});
