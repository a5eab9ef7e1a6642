/** The lessons of examples/course: as handed out they miss their figures, solved they reach them, and marking tells. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { applyEdits, type JSONPath, modify } from "jsonc-parser";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { markRun } from "../../src/trainer/results/markRun";
import { bundled } from "../bundled";
import { finish } from "../trainer/workspace";

const course = resolve(__dirname, "../../examples/course");

interface Figure {
  lesson: string;
  metric: string;
  atLeast?: number;
  atMost?: number;
}
const figures: Figure[] = JSON.parse(readFileSync(join(course, "figures.json"), "utf8"));

const hidden = (units: number, activation = "tanh") => ({ units, activation });
const softmax = (units: number) => hidden(units, "softmax");

/** What each lesson's task asks for; undefined deletes a key. */
const solutions: Record<string, [path: JSONPath, value: unknown][]> = {
  "1-one-neuron": [[["training", "optimizer", "learningRate"], 3]],
  "2-hidden-layer": [[["layers"], [hidden(4), softmax(2)]]],
  "3-activation-and-cost": [
    [["layers"], [hidden(8), softmax(3)]],
    [["cost"], "cross-entropy"],
    [["training", "optimizer", "learningRate"], 0.2],
  ],
  "4-optimizer": [
    [["training", "optimizer"], { type: "adam", learningRate: 0.01 }],
    [["training", "schedule"], { type: "cosine" }],
  ],
  "5-pictures": [
    [["layers"], [hidden(60, "prelu"), softmax(10)]],
    [["training", "optimizer", "learningRate"], 0.5],
  ],
  "6-overfitting": [
    [["training", "bestMetric"], "validationCost"],
    [["training", "regularization"], { l2: 1 }],
  ],
  "7-quantities": [
    [["data", "features"], undefined],
    [["layers"], [hidden(16), hidden(1, "linear")]],
  ],
  "8-your-own-data": [[["data", "missing"], "mean"]],
};

describe("the course", function () {
  this.timeout(300_000);
  let folder: string;
  let cli: string;
  let table: string;
  before(async () => {
    cli = await bundled("src/cli/main.ts");
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
    cpSync(course, folder, { recursive: true });
    for (const { lesson } of figures)
      await finish({ train: solved(lesson), runsDir: join(folder, "handed-in"), seed: 3 });
    table = mark("handed-in", 3).stdout;
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Returns the solved config, which replaces the one that was handed out. */
  function solved(lesson: string): string {
    const file = join(folder, `${lesson}.network.json`);
    let text = readFileSync(file, "utf8");
    for (const [path, value] of solutions[lesson]) text = applyEdits(text, modify(text, path, value, {}));
    writeFileSync(file, text);
    return file;
  }

  const mark = (handedIn: string, seed: number) => {
    const args = [join(folder, "mark.mjs"), join(folder, handedIn), "--seed", String(seed), "--cli", cli];
    return spawnSync(process.execPath, args, { encoding: "utf8" });
  };

  for (const { lesson, metric, ...bound } of figures) {
    it(`does not reach the figure of ${lesson} by the config that is handed out`, async () => {
      const training = finish({
        train: join(course, `${lesson}.network.json`),
        runsDir: join(folder, "first"),
        seed: 3,
      });
      if (lesson === "8-your-own-data") return assert.rejects(training, /is empty; .* set data\.missing/);
      const evaluation = await evaluateRun((await training).run, { checkpoint: "best" });
      assert.equal(markRun(evaluation, { metric, ...bound }, 3).passed, false);
    });

    it(`marks ${lesson} as passed where its task is done`, () => {
      assert.ok(table.includes(`| ${lesson} | passed |`), table);
    });

    it(`states the figure of ${lesson} in its README`, () => {
      const { atLeast, atMost } = bound;
      const text = atLeast === undefined ? `${metric} at most ${atMost}` : `${metric} at least ${atLeast}`;
      const row = new RegExp(`^\\| \\[${lesson}\\]\\(${lesson}\\.network\\.json\\) \\|.*\\| ${text} \\|$`, "m");
      assert.match(readFileSync(join(course, "README.md"), "utf8"), row);
    });
  }

  it("does not pass runs of another seed or of other data, or that are missing", () => {
    const others = join(folder, "others");
    for (const lesson of ["1-one-neuron", "2-hidden-layer"]) {
      cpSync(join(folder, "handed-in", lesson), join(others, lesson), { recursive: true });
    }
    const manifest = join(others, "2-hidden-layer", readdirSync(join(others, "2-hidden-layer"))[0], "manifest.json");
    const text = readFileSync(manifest, "utf8");
    writeFileSync(manifest, text.replace('"circles"', '"gaussians"'));
    const { status, stdout } = mark("others", 4);
    assert.equal(status, 1);
    assert.match(stdout, /\| 1-one-neuron \| not passed: its seed is 3, not 4 \|/);
    assert.match(stdout, /\| 2-hidden-layer \| not passed: its "data" is not the lesson's \|/);
    assert.match(stdout, /\| 3-activation-and-cost \| not passed: no run is handed in \|/);
  });
});
