/**
 * Runs that version 0.1.0 trained, on data that later versions read differently: they are verified, resumed and used
 * for predictions as by that version, bit for bit. test/fixtures/version-0.1.0/README.md says how they were made.
 */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { predictRun } from "../../src/trainer/results/predictRun";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { finish } from "./workspace";

const fixtures = join(__dirname, "..", "fixtures", "version-0.1.0");
const runs = [
  { name: "table", examples: "new-table.csv" },
  { name: "bytes", examples: "new-bytes.npy" },
  { name: "pictures", examples: "pictures/b" },
  { name: "regression", examples: "new-regression.csv" },
];

describe("a run of version 0.1.0", () => {
  let folder: string;
  const run = (name: string) => join(folder, "runs", name, "run");
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
    cpSync(fixtures, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const { name, examples } of runs) {
    it(`on ${name} is trained again with the same bits`, async () => {
      const { same, epoch } = await verifyRun(run(name));
      assert.deepEqual({ same, epoch }, { same: true, epoch: 4 });
    });

    it(`on ${name} goes on with the same bits`, async () => {
      await finish({ resume: run(name), epochs: 6 });
      const [now, then] = await Promise.all(
        [join(run(name), "last.npz"), join(folder, `resumed-${name}.npz`)].map(readCheckpoint),
      );
      assert.deepEqual(now.arrays, then.arrays);
    });

    it(`on ${name} predicts the same numbers`, async () => {
      const stdin = (async function* () {})();
      const found = await predictRun(run(name), join(folder, examples), { checkpoint: "best", stdin });
      const lines = readFileSync(join(folder, `predicted-${name}.json`), "utf8")
        .trim()
        .split("\n");
      const expected = lines.map((line) => JSON.parse(line)).map((line) => line.probabilities ?? line);
      const width = found.names.length;
      const rows = Array.from({ length: found.count }, (_, i) =>
        Object.fromEntries(found.names.map((each, j) => [each, found.values[i * width + j]])),
      );
      assert.deepEqual(rows, expected);
    });
  }
});

describe("a run whose data comes out otherwise", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
    cpSync(fixtures, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const [what, change] of [
    ["classNames", (data: Recorded) => data.classNames.reverse()],
    ["scaling", (data: Recorded) => (data.scaling.shift[0] += 1)],
    ["columns", (data: Recorded) => data.columns.pop()],
  ] as const) {
    it(`in its ${what} is refused by name`, async () => {
      const file = join(folder, "runs", "table", "run", "manifest.json");
      const manifest = JSON.parse(readFileSync(file, "utf8"));
      change(manifest.data);
      writeFileSync(file, JSON.stringify(manifest));
      await assert.rejects(finish({ resume: join(folder, "runs", "table", "run"), epochs: 6 }), {
        code: "data-read-otherwise",
        exitCode: 5,
        message: new RegExp(`^data\\.${what}: `),
      });
    });
  }
});

interface Recorded {
  classNames: string[];
  columns: unknown[];
  scaling: { shift: number[] };
}
