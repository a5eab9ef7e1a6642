/** Small inputs that would need all memory or time: answered within bounds, with the exit code of their kind. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { peakKilobytes } from "../../bench/peakMemory";
import { bundled } from "../bundled";
import { interlacedPng, npyHead } from "../formats/amounts";
import { grey, png } from "../formats/pictureFile";
import { recorded } from "../soak";
import { deepPickle, gzipBomb, laughingName, laughingPickle, npyOfKilobytes, smallArrays, zipBomb } from "./bombFiles";

/** Limits, which do not depend on the machine's load. */
const [maxSeconds, maxMegabytes] = [2, 512];

/** Code that writes the program's CPU time in seconds and its memory in kilobytes when it exits. */
const tellCosts = `data:text/javascript,${encodeURIComponent(`${peakKilobytes}
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  console.error("took " + (user + system) / 1e6 + " " + peakKilobytes());
});`)}`;

interface Bomb {
  name: string;
  data: object;
  /** The contents, the target of a link, or "fifo". */
  files: Record<string, Uint8Array | string | { link: string } | "fifo">;
  code: 0 | 2 | 3;
  /** Limit of CPU time, if it differs from the usual one. */
  seconds?: number;
  /** Replaces the config made from `data`. */
  config?: string;
}

const idxHead = (count: number) =>
  Buffer.from([0, 0, 8, 3, ...[24, 16, 8, 0].map((by) => (count >> by) & 255), 0, 0, 0, 32, 0, 0, 0, 32]);
const npz = { format: "npz", path: "d.npz", keys: { x: "x", y: "y" } };
const pickle = { format: "pickle", path: "d.pkl" };
const images = { format: "images", path: "pictures" };
const csv = { format: "csv", path: "d.csv", label: "y" };
const twoPictures = Object.fromEntries(["a", "b"].map((name) => [`pictures/${name}/1.png`, png(8, 8, (y) => grey(y))]));
const columns = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join();
const oneLine = (count: number) => Array.from({ length: count }, (_, i) => i % 7).join();
const wide = (count: number) => `${columns(count)},y\n${oneLine(count)},a\n${oneLine(count)},b\n${oneLine(count)},a\n`;
const longConfig = `{"version":1,${Array.from({ length: 420_000 }, (_, i) => `"k${i}":1`).join()}}`;

const bombs: Bomb[] = [
  {
    name: "IDX images of 1 GB in 1 MB of gzip",
    data: { format: "idx", trainImages: "d.gz", trainLabels: "y.idx" },
    files: { "d.gz": gzipBomb(idxHead(2 ** 20), 1024), "y.idx": Buffer.from([0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 0, 1]) },
    code: 3,
  },
  {
    name: "a table of 1 GB without a line break in 1 MB of gzip",
    data: { ...csv, path: "d.csv.gz" },
    files: { "d.csv.gz": gzipBomb(Buffer.from("a,y\n1,"), 1024, "1") },
    code: 3,
    // The parser processes up to 16 MB, the limit of a line.
    seconds: 8,
  },
  {
    name: "an array of 1 GB in an .npz",
    data: npz,
    files: {
      "d.npz": zipBomb([
        ["x.npy", npyOfKilobytes(2 ** 20), 1024],
        ["y.npy", smallArrays[1][1], 0],
      ]),
    },
    code: 3,
  },
  {
    name: "an array of an .npz that unpacks to 1 GB and promises 1 kB",
    data: npz,
    files: {
      "d.npz": zipBomb([
        ["x.npy", npyOfKilobytes(1), 1024],
        ["y.npy", smallArrays[1][1], 0],
      ]),
    },
    code: 3,
  },
  {
    name: "a folder of arrays, one of which promises 4 TB",
    data: { ...npz, path: "arrays" },
    files: {
      "arrays/x.npy": npyHead("<f4", [2 ** 20, 2 ** 20], new Uint8Array(64)),
      "arrays/y.npy": smallArrays[1][1],
    },
    code: 3,
  },
  {
    name: "an array of 32,500 axes",
    data: { ...npz, path: "arrays" },
    files: {
      "arrays/x.npy": npyHead("|u1", Array(32_500).fill(1), new Uint8Array(1)),
      "arrays/y.npy": smallArrays[1][1],
    },
    code: 3,
  },
  { name: "a pickle of 2^40 texts", data: pickle, files: { "d.pkl": laughingPickle(40) }, code: 3 },
  {
    name: "a pickle whose module has a name of 2^40 texts",
    data: pickle,
    files: { "d.pkl": laughingName(40) },
    code: 3,
  },
  { name: "a pickle of tuples 1,000,000 deep", data: pickle, files: { "d.pkl": deepPickle(1_000_000) }, code: 3 },
  {
    name: "images that are to have 40,000 × 40,000 pixels",
    data: { ...images, size: [40_000, 40_000] },
    files: twoPictures,
    code: 2,
  },
  {
    name: "a picture that promises 60,000 × 60,000 pixels",
    data: images,
    files: { ...twoPictures, "pictures/a/2.png": interlacedPng(60_000, 60_000, new Uint8Array(100)) },
    code: 3,
  },
  { name: "a pipe among images", data: images, files: { ...twoPictures, "pictures/a/2.png": "fifo" }, code: 3 },
  {
    name: "an endless device among images",
    data: images,
    files: { ...twoPictures, "pictures/a/2.png": { link: "/dev/zero" } },
    code: 3,
  },
  { name: "a table that is an endless device", data: csv, files: { "d.csv": { link: "/dev/zero" } }, code: 3 },
  { name: "a table of 20,000 columns", data: csv, files: { "d.csv": wide(20_000) }, code: 0 },
  {
    name: "an svmlight file of 5 kB with 1,300 records of 100,000 columns",
    data: { format: "svmlight", path: "d.svm" },
    files: { "d.svm": `0 100000:1\n${"1\n0 7:2\n".repeat(650)}` },
    code: 0,
  },
  {
    name: "a workbook of 1 GB",
    data: { format: "excel", path: "d.xlsx", label: "y" },
    files: { "d.xlsx": zipBomb([["xl/workbook.xml", Buffer.from("<workbook>"), 1024]]) },
    code: 3,
  },
  {
    name: "a line of JSON of 40 MB",
    data: { format: "jsonl", path: "d.jsonl", label: "y" },
    files: { "d.jsonl": `{"a":"${"a".repeat(40e6)}","y":1}\n` },
    code: 3,
  },
  { name: "a config of 5 MB", data: {}, files: {}, config: longConfig, code: 2 },
  { name: "a config of 200,000 brackets", data: {}, files: {}, config: "[".repeat(200_000), code: 2 },
];

const known =
  process.platform === "win32" ? bombs.filter(({ files }) => !/fifo|link/.test(JSON.stringify(files))) : bombs;

describe("inputs that would become large", function () {
  this.timeout(600_000);
  let folder: string;
  let cli: string;
  before(async () => {
    cli = await bundled("src/cli/main.ts");
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const { name, data, files, config, code, seconds: most = maxSeconds } of known) {
    it(`end with ${code}, within ${most} s of processor time and ${maxMegabytes} MB: ${name}`, () =>
      recorded("bombs", 1, async (held) => {
        for (const [path, contents] of Object.entries(files)) {
          const file = join(folder, path);
          mkdirSync(dirname(file), { recursive: true });
          if (contents === "fifo") assert.equal(spawnSync("mkfifo", [file]).status, 0);
          else if (typeof contents === "object" && "link" in contents) symlinkSync(contents.link, file);
          else writeFileSync(file, contents);
        }
        const layers = [{ units: code === 0 ? 2 : 3, activation: "softmax" }];
        const text = config ?? JSON.stringify({ version: 1, data, layers });
        writeFileSync(join(folder, "d.network.json"), text);
        const args = ["--import", tellCosts, cli, "check", "d.network.json"];
        const { status, stdout, stderr } = spawnSync(process.execPath, args, {
          cwd: folder,
          encoding: "utf8",
          timeout: 120_000,
        });
        const [took, seconds, kilobytes] = /^took ([\d.]+) (\d+)\n/m.exec(stderr) ?? [];
        assert.ok(took, `it did not end by itself: ${stderr}`);
        const says = stdout + stderr.replace(took, "");
        assert.equal(status, code, says);
        const errors = says.split("\n").filter((line) => line !== "" && !/: (hint|warning): /.test(line));
        // Without an error, the only line reports success.
        assert.equal(errors.length, 1, says);
        assert.ok(Number(seconds) < most, `${seconds} s: ${says}`);
        assert.ok(Number(kilobytes) / 1024 < maxMegabytes, `${kilobytes} kB: ${says}`);
        held();
      }));
  }
});
