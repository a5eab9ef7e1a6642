/**
 * Runs of the last build that wrote no checksums: they are listed, queried, replayed and resumed as by that build, bit
 * for bit. test/fixtures/before-checksums/make.sh says how they were made.
 */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { latestPerEpoch, readEvents } from "../../src/runs/events";
import { readManifest } from "../../src/runs/manifest";
import { readRun } from "../../src/runs/summary";
import { type EvaluatedSet, evaluateRun } from "../../src/trainer/results/evaluateRun";
import { predictRun } from "../../src/trainer/results/predictRun";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { finish } from "./workspace";

const runs = [
  { name: "table", epochs: 4, kept: [1, 2, 3, 4] },
  { name: "line", epochs: 6, kept: [2, 4, 6] },
];

/** Removes the figures that those builds did not compute; all others must be unchanged. */
function asThen({ f1, auc, balancedAccuracy, ece, fit, ...set }: EvaluatedSet): object {
  if (!fit) {
    assert.ok([f1, auc, balancedAccuracy, ece].every(Number.isFinite));
    return set;
  }
  const { mae, ...then } = fit;
  assert.ok(mae > 0 && mae <= then.rmse * (1 + 1e-9));
  return { ...set, fit: then };
}

describe("a run of a build without checksums", () => {
  let folder: string;
  const run = (name: string) => join(folder, "runs", name, "run");
  const linesOf = (file: string) =>
    readFileSync(join(folder, file), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
    cpSync(join(__dirname, "..", "fixtures", "before-checksums"), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const { name, epochs, kept } of runs) {
    it(`on ${name} is read, with every file of it`, async () => {
      const text = readFileSync(join(run(name), "manifest.json"), "utf8");
      assert.equal("sha256" in JSON.parse(text), false);
      assert.equal((await readManifest(run(name))).seed, 7);
      const { state, epoch } = await readRun(run(name));
      assert.deepEqual({ state, epoch }, { state: "completed", epoch: epochs });
      const ended = latestPerEpoch(await readEvents(run(name))).filter((event) => event.type === "epoch");
      assert.deepEqual(
        ended.map((event) => event.epoch),
        Array.from({ length: epochs }, (_, i) => i + 1),
      );
      const files = ["best.npz", "last.npz", ...kept.map((each) => `epochs/${each}.npz`)];
      for (const file of files) assert.ok((await readCheckpoint(join(run(name), file))).arrays.length > 0, file);
    });

    it(`on ${name} is trained again with the same bits`, async () => {
      const { same, epoch } = await verifyRun(run(name));
      assert.deepEqual({ same, epoch }, { same: true, epoch: epochs });
    });

    it(`on ${name} goes on with the same bits, and what was written stays`, async () => {
      const before = readFileSync(join(run(name), "metrics.jsonl"), "utf8");
      await finish({ resume: run(name), epochs: 9 });
      const [now, then] = await Promise.all(
        [join(run(name), "last.npz"), join(folder, `resumed-${name}.npz`)].map(readCheckpoint),
      );
      assert.deepEqual(now.arrays, then.arrays);
      assert.ok(readFileSync(join(run(name), "metrics.jsonl"), "utf8").startsWith(before));
      assert.equal((await readRun(run(name))).epoch, 9);
    });

    it(`on ${name} gives the same answers`, async () => {
      const stdin = (async function* () {})();
      const found = await predictRun(run(name), join(folder, `new-${name}.csv`), { checkpoint: "best", stdin });
      const width = found.names.length;
      const rows = Array.from({ length: found.count }, (_, i) =>
        Object.fromEntries(found.names.map((each, j) => [each, found.values[i * width + j]])),
      );
      const expected = linesOf(`predicted-${name}.json`).map((line) => line.probabilities ?? line);
      assert.deepEqual(rows, expected);
      const { run: _, ...evaluated } = linesOf(`evaluated-${name}.json`)[0];
      const now = await evaluateRun(run(name), { checkpoint: "best" });
      assert.deepEqual(JSON.parse(JSON.stringify({ ...now, sets: now.sets.map(asThen) })), evaluated);
    });
  }
});
