/** docs/reliability.md matches the counts of soaks, and a test counts each trial. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Trial {
  id: string;
  trial: string;
  full: number;
  checks: string;
  test: string;
}

interface Script {
  readTrials(): Trial[];
  readFigures(): Record<string, object>;
  reliabilityPage(trials: Trial[], figures: object): string;
  summed(parts: object[], of: object): object;
  auditResult(text: string): object;
}

describe("the page of reliability", () => {
  let script: Script;
  before(async () => {
    script = await import(pathToFileURL(join(root, "scripts", "lib", "reliability.mjs")).href);
  });

  it("has the figures of every trial, and of no other", () => {
    const trials = script.readTrials();
    assert.deepEqual(Object.keys(script.readFigures()).sort(), [...trials.map(({ id }) => id), "audit"].sort());
    assert.equal(read("docs/reliability.md"), script.reliabilityPage(trials, script.readFigures()));
  });

  it("has trials whose tests record them", () => {
    for (const { id, test } of script.readTrials()) {
      const text = read(test);
      assert.ok(text.includes(`"${id}"`) && text.includes("recorded("), `${test} does not record ${id}`);
    }
  });

  it("adds up the parts of a trial, and says what did not hold", () => {
    const parts = [
      { id: "a", n: 10, held: 10 },
      { id: "b", n: 5, held: 5 },
      { id: "a", n: 10, held: 3, failure: "3 is | not\n 4" },
    ];
    const figures = script.summed(parts, { seed: "7", date: "2026-01-02", commit: "abc" });
    const of = { seed: "7", date: "2026-01-02", commit: "abc" };
    assert.deepEqual(figures, {
      a: { n: 20, held: 13, failures: ["3 is | not\n 4"], ...of },
      b: { n: 5, held: 5, failures: [], ...of },
    });
    const trials = ["a", "b", "c"].map((id) => ({
      id,
      trial: `kills ${id}`,
      full: id === "a" ? 100 : 5,
      checks: "all",
      test: "test/x.test.ts",
    }));
    const rows = script.reliabilityPage(trials, figures).split("\n");
    const row = (id: string) => rows.find((line) => line.startsWith(`| kills ${id} `));
    assert.match(row("a") ?? "", /\| 20 of 100 \| 13 \| 3 is \\\| not 4 \|.*\| 2026-01-02, abc, seed 7 \|$/);
    assert.match(row("b") ?? "", /\| 5 \| 5 \| nothing \|/);
    assert.match(row("c") ?? "", /\| not run \|/);
  });

  it("says what npm audit found, or that the registry did not answer", () => {
    const found = JSON.stringify({ metadata: { vulnerabilities: { total: 3 } } });
    assert.deepEqual(script.auditResult(found), { vulnerabilities: 3 });
    const refused = JSON.stringify({ message: "405 Method Not Allowed - POST https://somewhere" });
    assert.deepEqual(script.auditResult(refused), { noAnswer: "405 Method Not Allowed" });
    assert.deepEqual(script.auditResult(""), { noAnswer: "no JSON" });
  });
});
