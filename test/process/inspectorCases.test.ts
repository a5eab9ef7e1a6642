/** The editor's questions about files made to hang it or to fill its memory, while another config is edited. */
import assert from "node:assert/strict";
import { execFileSync, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { portOf } from "../../src/control/ipcPort";
import { InspectorPool, type PoolOptions } from "../../src/extension/process/inspectorPool";
import { residentSize } from "../../src/extension/process/residentSize";
import { memoryVariable } from "../../src/formats/memoryBound";
import { Channel } from "../../src/protocol/channel";
import { bundled } from "../bundled";
import { npyHead } from "../formats/amounts";
import { writeIdx } from "../formats/idxFile";

const megabyte = 2 ** 20;
const width = 10_000;
const isWindows = process.platform === "win32";

/** Returns a gzip file of `times` equal members. */
const repeated = (text: string, times: number) => Buffer.concat(Array(times).fill(gzipSync(text)));

const wide = (rows: number) => {
  const names = Array.from({ length: width }, (_, i) => `c${i}`).join(",");
  const row = (r: number) =>
    `${Array.from({ length: width }, (_, i) => (r * 31 + i * 17) % 97).join(",")},${"ab"[r % 2]}`;
  return [`${names},y`, ...Array.from({ length: rows }, (_, r) => row(r))].join("\n");
};

/** 90 bytes: a module's name of 2³² times the tuple before. */
const laugh = Buffer.concat([
  Buffer.from([0x80, 4, 0x8c, 1, 0x61]),
  Buffer.from("2\x86".repeat(40), "latin1"),
  Buffer.from([0x8c, 1, 0x78, 0x93, 0x2e]),
]);

/** Name, `data`, and the error code; undefined if the question is answered. */
const cases: [name: string, data: object, code?: string][] = [
  ["wide", { format: "csv", path: "wide.csv", label: "y" }],
  ["gzip", { format: "idx", trainImages: "bomb.gz", trainLabels: "labels.idx" }, "memory-bound"],
  ["gzipped table", { format: "csv", path: "table.csv.gz", label: "b" }, "gzip-too-large"],
  ["pickle", { format: "pickle", path: "laugh.pkl" }, "pickle-damaged"],
  ["axes", { format: "npz", path: "axes", keys: { x: "x", y: "y" } }, "npy-header"],
  ["pixels", { format: "images", path: "pictures", size: [40_000, 40_000] }, "images-size"],
];
if (!isWindows) {
  cases.push(["pipe", { format: "images", path: "pipes" }, "data-no-file"]);
  cases.push(["device", { format: "images", path: "devices" }, "data-no-file"]);
}

describe("questions about hostile files", () => {
  let folder: string;
  let pool: InspectorPool;
  let script: string;
  let started = 0;

  before(async () => {
    script = await bundled("src/trainer/process/main.ts");
    folder = mkdtempSync(join(tmpdir(), "hostile-"));
    const path = (name: string) => join(folder, name);
    writeFileSync(path("wide.csv"), wide(4));
    writeFileSync(path("bomb.gz"), repeated("\0".repeat(megabyte), 257));
    writeFileSync(path("labels.idx"), writeIdx("u1", [2], [0, 1]));
    const row = `1,${"x".repeat(65_533)}\n`;
    writeFileSync(path("table.csv.gz"), Buffer.concat([gzipSync("a,b\n"), repeated(row.repeat(16), 257)]));
    writeFileSync(path("laugh.pkl"), laugh);
    for (const name of ["axes", "pictures", "pipes", "devices"]) mkdirSync(path(name));
    writeFileSync(path("axes/x.npy"), npyHead("|u1", Array(32_500).fill(1), new Uint8Array(1)));
    writeFileSync(path("axes/y.npy"), npyHead("|u1", [1], new Uint8Array(1)));
    for (const kind of ["pipes", "devices"]) for (const name of ["a", "b"]) mkdirSync(path(`${kind}/${name}`));
    if (isWindows) return;
    for (const name of ["a", "b"]) {
      execFileSync("mkfifo", [path(`pipes/${name}/1.png`)]);
      symlinkSync("/dev/zero", path(`devices/${name}/1.png`));
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  beforeEach(() => {
    started = 0;
    pool = new InspectorPool({
      start,
      residentSize,
      memory: () => 512 * megabyte,
      tooSlow: (seconds) => `more than ${seconds} s`,
      tooLarge: (megabytes) => `more than ${megabytes} MB`,
    });
  });
  afterEach(() => pool.close());

  function start(): ReturnType<PoolOptions["start"]> {
    started++;
    const child = fork(script, ["inspect"], {
      serialization: "advanced",
      silent: true,
      execArgv: [],
      env: { ...process.env, [memoryVariable]: "512MB" },
    });
    const exited = new Promise<never>((resolve) => child.once("exit", () => resolve({} as never)));
    const kill = () => void child.kill("SIGKILL");
    const channel = new Channel<"inspect">(portOf(child));
    const dispose = () => {
      channel.close();
      kill();
    };
    return { channel, pid: child.pid, exited, kill, dispose };
  }

  const ask = (name: string, data: object) => pool.ask(name, "summarizeData", { baseDir: folder, data });
  /** Returns the number of validation examples reported for the edited config; it changes with each keystroke. */
  const typed = async (letter: number) => {
    const data = { format: "builtin", name: "iris", validation: { examples: letter } };
    return (await ask("typed", data)).examples.validation;
  };

  it("are answered with what is wrong, or with the data, and so is the config that is typed meanwhile", async () => {
    const answers: Record<string, string | undefined> = {};
    for (const [i, [name, data]] of cases.entries()) {
      const answer = ask(name, data).then(
        () => undefined,
        ({ code }) => code,
      );
      assert.equal(await typed(i + 1), i + 1);
      answers[name] = await answer;
    }
    assert.deepEqual(answers, Object.fromEntries(cases.map(([name, , code]) => [name, code])));
  }).timeout(60_000);

  it("that take long say meanwhile how far they are, and hold up no config that is typed", async () => {
    writeFileSync(
      join(folder, "long.csv.gz"),
      Buffer.concat([gzipSync("a,b\n"), repeated("1,2\n".repeat(megabyte / 4), 250)]),
    );
    const data = { format: "csv", path: "long.csv.gz", label: "b" };
    let isAnswered = false;
    ask("long", data).then(
      () => (isAnswered = true),
      () => (isAnswered = true),
    );
    assert.equal(await typed(7), 7);
    let known: { rows?: number | undefined; columns?: number | undefined } = {};
    while (known.rows === undefined) known = await pool.ask("long", "reading", { baseDir: folder, data });
    assert.equal(known.columns, 2);
    assert.equal(await typed(8), 8);
    assert.deepEqual([isAnswered, started <= 3], [false, true]);
  }).timeout(60_000);
});
