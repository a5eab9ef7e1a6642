/**
 * The configs of New Network Config… train well unchanged: on small tables, the mean over stratified splits is at most
 * 2 points of accuracy or 0.05 of R² below scikit-learn's MLPClassifier or MLPRegressor with the same layers, or within
 * two standard errors of the difference. `npm test` trains the first five tables on a quarter of the splits, `npm run
 * test:soak` all.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfig } from "../../src/config/check/check";
import type { EpochEnded } from "../../src/protocol/events";
import { suggestConfig } from "../../src/trainer/check/suggestConfig";
import { isSoak } from "../soak";
import { finish, Workspace } from "./workspace";

const usual = ["iris", "wine", "mtcars", "airquality", "ToothGrowth"];
const others = [
  ...["breast_cancer", "digits", "infert", "Titanic", "HairEyeColor", "diabetes", "warpbreaks", "ChickWeight"],
  ...["chickwts", "InsectSprays", "swiss", "stackloss", "trees", "cars", "faithful", "Puromycin", "attitude"],
  ...["quakes", "rock", "CO2"],
];
const [splitCount, minutes] = isSoak ? [20, 10] : [5, 1];

interface Recorded {
  label: string;
  task: "classification" | "regression";
  /** Units of the hidden layer. */
  units: number;
  /** Hexadecimal digits of four rows each; a 1 bit is a test row. */
  splits: string[];
  /** Accuracy or R² on the test rows of each split. */
  scores: number[];
}

const fixture = (name: string) => readFileSync(join(__dirname, "../fixtures/small-tables", name), "utf8");
const recorded: Record<string, Recorded> = JSON.parse(fixture("scikit-learn.json")).tables;

describe("a config that is written for a small table", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  /** Returns the config's score on the test rows, at the run's best epoch. */
  async function score(train: string, test: string, seed: number, { label, task, units }: Recorded): Promise<number> {
    writeFileSync(join(workspace.path, "table.csv"), train);
    const { text } = await suggestConfig(join(workspace.path, "table.csv"), workspace.path, { label });
    const { config, findings } = checkConfig(text);
    assert.deepEqual(findings, []);
    assert.deepEqual([config?.cost, config?.layers[0].units, config?.layers.length], [costOf[task], units, 2]);
    // Test rows are only measured, and fewer checkpoints are faster: neither changes a weight.
    writeFileSync(join(workspace.path, "measured.csv"), test);
    const measured = text
      .replace(`"data": {`, `"data": { "testPath": "measured.csv",`)
      .replace(`"epochs":`, `"checkpointEvery": 1000, "keepEvery": 1000, "epochs":`);
    const { events, done } = await finish({ train: workspace.write(measured), seed });
    const best = events.find(
      (event): event is EpochEnded => event.type === "epoch" && event.epoch === done.best?.epoch,
    );
    return (task === "classification" ? best?.testAccuracy : best?.testR2) ?? Number.NaN;
  }

  for (const name of isSoak ? [...usual, ...others] : usual) {
    it(`reaches what scikit-learn does: ${name}`, async function () {
      this.timeout(minutes * 60_000);
      const { label, task, splits, scores } = recorded[name];
      const ours: number[] = [];
      for (const [seed, split] of splits.slice(0, splitCount).entries()) {
        const { train, test } = partsOf(fixture(`${name}.csv`), label, split);
        ours.push(await score(train, test, seed, recorded[name]));
      }
      const theirs = scores.slice(0, splitCount);
      const figures = `${name}, ${task}: ${shown(ours)}; scikit-learn ${shown(theirs)}`;
      if (isSoak) console.log(figures);
      const behind = theirs.map((score, i) => score - ours[i]);
      const bound = Math.max(task === "classification" ? 0.02 : 0.05, 2 * standardError(behind));
      assert.ok(mean(behind) <= bound, figures);
    });
  }
});

const costOf = { classification: "cross-entropy", regression: "quadratic" } as const;

/** Splits the rows that have a label into two tables with the same header. */
function partsOf(text: string, label: string, split: string): { train: string; test: string } {
  const [header, ...rows] = text.trim().split("\n");
  const column = header.replaceAll('"', "").split(",").indexOf(label);
  const isTest = (row: number) => ((Number.parseInt(split[row >> 2], 16) >> (3 - (row & 3))) & 1) === 1;
  const part = (wanted: boolean) =>
    [header, ...rows.filter((row, i) => isTest(i) === wanted && row.split(",")[column] !== "NA"), ""].join("\n");
  return { train: part(false), test: part(true) };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function standardError(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
}

const shown = (values: readonly number[]): string => `${mean(values).toFixed(3)} ± ${standardError(values).toFixed(3)}`;
