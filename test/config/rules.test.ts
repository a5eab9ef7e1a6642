/**
 * Each rule of the linter with a config that breaks it and one that follows it, in test/fixtures/lint, checked as by
 * `matrix-network check`.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdits } from "jsonc-parser";
import { checkConfig, type Finding } from "../../src/config/check/check";
import { fixEdits } from "../../src/config/check/fix";
import { allFindings } from "../../src/trainer/check/allFindings";

const root = join(__dirname, "../..");
const folder = join(root, "test/fixtures/lint");
const page = readFileSync(join(root, "docs/lint.md"), "utf8").split("# What the last run showed")[0];
/** No config gives the code of keys that are not built yet: see ./notYet.test.ts. */
const codes = [...page.matchAll(/^## (.+)$/gm)].map(([, code]) => code).filter((code) => code !== "not-yet");

/** Simulates a machine without BLAS. */
const backends = async () => [{ name: "blas" as const, available: false, description: "needs OpenBLAS" }];
async function check(file: string, text: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  await allFindings(text, file, { roots: [folder], backends }, (finding) => findings.push(finding));
  return findings;
}

/** Codes without a fix, because only the user knows the right value. */
const withoutFix = new Set([
  "json-syntax",
  "duplicate-key",
  "missing-key",
  "wrong-type",
  "out-of-range",
  "one-of",
  "many-parameters",
  "reserved-key",
  "validation-overlap",
  "stratified-random",
  "column-dates",
  "column-spellings",
  "column-rounded",
  "inputs-constant",
  "target-constant",
  "test-pair",
  "class-empty",
  "class-names",
  "class-names-repeated",
  "class-weights",
  "image-shape",
  "task-output",
  "data-unusable",
  "start-unusable",
  "start-targets",
  "start-scaling",
  "start-converted",
  "path-absolute",
  "path-outside",
  "sweep-empty",
  "sweep-layers-alike",
  "sweep-halving",
  "sweep-folds",
  "sweep-start",
]);

describe("each rule of the linter", () => {
  for (const code of codes) {
    const path = (kind: string) => join(folder, `${code}.${kind}.network.json`);
    const read = (kind: string) => readFileSync(path(kind), "utf8");
    const there = ({ code: found }: Finding) => found === code;

    it(`${code} finds what is wrong, and nothing where it is right`, async () => {
      assert.ok(existsSync(path("wrong")) && existsSync(path("right")), "it has no fixtures");
      const wrong = await check(path("wrong"), read("wrong"));
      assert.ok(wrong.some(there), `found: ${wrong.map((finding) => finding.code)}`);
      assert.deepEqual(
        (await check(path("right"), read("right"))).map((finding) => `${finding.code}: ${finding.message}`),
        [],
      );
    });

    if (withoutFix.has(code)) {
      it(`${code} offers no fix`, async () => {
        const found = (await check(path("wrong"), read("wrong"))).filter(there);
        assert.ok(found.length > 0, "it finds nothing");
        assert.deepEqual(
          found.map(({ fix }) => fix?.title),
          found.map(() => undefined),
        );
      });
      continue;
    }

    it(`${code} is gone after its fix`, async () => {
      const text = read("wrong");
      const finding = (await check(path("wrong"), text)).find(there);
      assert.ok(finding?.fix, "it has no fix");
      const mended = applyEdits(text, fixEdits(text, finding.fix));
      assert.ok(!(await check(path("wrong"), mended)).some(there), `it is still there: ${finding.fix.title}`);
      assert.ok(!checkConfig(mended).findings.some(({ severity }) => severity === "error"), "it breaks the config");
    });
  }
});

describe("a check", () => {
  it("looks for the one backend that a config names, and for none where it leaves the choice", async () => {
    const asked: string[] = [];
    const place = {
      roots: [folder],
      backends: async (names: readonly string[]) => {
        asked.push(...names);
        return [];
      },
    };
    for (const name of ["backend-missing.wrong", "batch-size.right"]) {
      const file = join(folder, `${name}.network.json`);
      await allFindings(readFileSync(file, "utf8"), file, place, () => {});
    }
    assert.deepEqual(asked, ["blas"]);
  });
});
