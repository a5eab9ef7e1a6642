import assert from "node:assert/strict";
import fc from "fast-check";
import type { z } from "zod";
import { checkConfig, formatFinding } from "../../src/config/check/check";
import { configSchema } from "../../src/config/schema";
import { amount, firstSeed, recorded } from "../soak";

/** Number of configs that are tried: with changed values, and with damaged text. */
const [changed, damaged] = [amount(5000), amount(5000)];

const right = JSON.stringify({
  version: 1,
  data: {
    format: "builtin",
    name: "iris",
    validation: { fraction: 0.2 },
    imageShape: [2, 2],
    classWeights: "balanced",
  },
  layers: [
    { units: 5, activation: "elu", dropout: 0.1 },
    { units: 3, activation: "softmax" },
  ],
  training: {
    optimizer: { type: "adam", beta1: 0.8 },
    schedule: { type: "step", every: 3 },
    earlyStopping: { patience: 4 },
  },
  threads: 2,
});

describe("checking a config", () => {
  it("fills in the defaults of a right one", () => {
    const { findings, config } = checkConfig(right);
    assert.deepEqual(findings, []);
    assert.equal(config?.training.batchSize, 32);
    assert.equal(config?.layers[0].initialization, "scaled-gaussian");
  });

  it("tells places in lines and columns from 1, whatever the line breaks and the byte order mark", () => {
    for (const lineBreak of ["\n", "\r\n", "\r"]) {
      for (const start of ["", "\uFEFF"]) {
        const text = `${start}{${lineBreak}  "versoin": 1${lineBreak}}`;
        const finding = checkConfig(text).findings.find(({ code }) => code === "unknown-key");
        assert.deepEqual([finding?.line, finding?.column], [2, 3]);
        assert.equal(text.slice(finding?.offset, (finding?.offset ?? 0) + (finding?.length ?? 0)), '"versoin"');
      }
    }
  });

  it("counts columns as editors do, a character outside the basic plane as two", () => {
    const [finding] = checkConfig('{ "😀": 1, "version": 1 ').findings;
    assert.deepEqual([finding.line, finding.column], [1, 25]);
  });

  it("formats a finding as one line with file, place, severity and path", () => {
    const finding = { code: "x", message: "m", offset: 0, length: 1, line: 7, column: 12 };
    const path = ["layers", 1, "units"];
    assert.equal(formatFinding("a.json", { ...finding, severity: "error", path }), "a.json:7:12: layers[1].units: m");
    assert.equal(formatFinding("a.json", { ...finding, severity: "warning", path: [] }), "a.json:7:12: warning: m");
    assert.equal(
      formatFinding("a.json", { ...finding, severity: "hint", path: ["a", "b"] }),
      "a.json:7:12: hint: a.b: m",
    );
  });

  it("says so when the text is nested too deeply to be read", () => {
    const { findings, config } = checkConfig("[".repeat(200_000));
    assert.deepEqual([findings.map(({ code }) => code), config], [["json-syntax"], undefined]);
  });

  it("finds an error in every value that the schema refuses, and gives each finding a place in the text", () =>
    recorded("configs", changed, async (held) => {
      fc.assert(
        fc.property(mutated(JSON.parse(right)), (value) => {
          const text = JSON.stringify(value, null, 1) ?? "";
          const { findings, config } = checkConfig(text);
          if (!configSchema.safeParse(value).success) assert.equal(config, undefined);
          assert.equal(
            config === undefined,
            findings.some(({ severity }) => severity === "error"),
          );
          assertPlaces(text, findings);
        }),
        { seed: firstSeed(1), numRuns: changed },
      );
      held(changed);
    }));

  it("has words for every way in which the schema can refuse a value", () => {
    // Each of these gives one of the issues described in src/config/check/schemaFindings.ts; a new one needs a message
    // there first.
    const types = ["array", "boolean", "enum", "literal", "number", "object", "record", "string", "tuple", "union"];
    const wrappers = ["default", "never", "optional", "prefault"];
    const checks = ["greater_than", "length_equals", "less_than", "max_length", "min_length", "number_format"];
    const schemas = schemasIn(configSchema);
    const used = (names: string[]) => [...new Set(names)].sort();
    assert.deepEqual(used(schemas.map(({ _zod }) => _zod.def.type)), [...types, ...wrappers].sort());
    const found = schemas.flatMap(({ _zod: { def } }) => {
      // An integer, or a string with a format, is a check itself.
      const own = "check" in def ? [String(def.check)] : [];
      return [...own, ...(def.checks ?? []).map((check) => check._zod.def.check)];
    });
    assert.deepEqual(used(found), checks);
  });

  it("never fails on damaged text, and keeps every message in one line", () =>
    recorded("configs", damaged, async (held) => {
      fc.assert(
        fc.property(
          fc.nat(right.length),
          fc.nat(12),
          fc.string({ maxLength: 8, unit: "binary" }),
          (at, removed, put) => {
            const text = right.slice(0, at) + put + right.slice(at + removed);
            assertPlaces(text, checkConfig(text).findings);
          },
        ),
        { seed: firstSeed(2), numRuns: damaged },
      );
      held(damaged);
    }));
});

function assertPlaces(text: string, findings: ReturnType<typeof checkConfig>["findings"]): void {
  for (const finding of findings) {
    assert.ok(finding.offset >= 0 && finding.length >= 0 && finding.offset + finding.length <= text.length);
    const before = text.slice(0, finding.offset).split(/\r\n|\r|\n/);
    assert.deepEqual([finding.line, finding.column], [before.length, (before.at(-1) ?? "").length + 1]);
    assert.ok(!/[\r\n]/.test(formatFinding("a.json", finding)), finding.message);
  }
}

/** Returns a schema and all schemas in it. */
function schemasIn(schema: z.core.$ZodType, known = new Set<z.core.$ZodType>()): z.core.$ZodType[] {
  const visit = (value: unknown) => {
    if (typeof value !== "object" || value === null || known.has(value as z.core.$ZodType)) return;
    if ("_zod" in value) schemasIn(value as z.core.$ZodType, known);
    else if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) Object.values(value).map(visit);
  };
  known.add(schema);
  const { checks: _, ...parts } = schema._zod.def;
  Object.values({ ...parts, shape: { ...("shape" in parts ? (parts.shape as object) : {}) } }).map(visit);
  return [...known];
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Replaces, removes or adds values in one to three places. */
function mutated(value: Json): fc.Arbitrary<Json> {
  const words = ["units", "type", "examples", "fraction", "format", "auto", "sgd", "idx", "softmax", "epochs", "start"];
  const leaf = fc.oneof(fc.constantFrom<Json>(null, true, 0, -1, 0.5, 1e9, "", [], {}), fc.constantFrom(...words));
  const put = fc.oneof(leaf, fc.array(leaf, { maxLength: 4 }), fc.dictionary(fc.constantFrom(...words), leaf));
  const change = fc.record({ place: fc.nat(), key: fc.constantFrom(...words), value: put, what: fc.nat(2) });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    let changed = structuredClone(value);
    for (const { place, key, value: replacement, what } of changes) {
      const holders = holdersIn(changed);
      const holder = holders[place % Math.max(1, holders.length)];
      if (!holder) changed = replacement;
      else if (what === 0) delete holder.of[holder.key];
      else holder.of[what === 1 ? holder.key : key] = structuredClone(replacement);
    }
    return changed;
  });
}

/** Returns all places in the value that can be changed. */
function holdersIn(value: Json): { of: Record<string, Json>; key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const of = value as Record<string, Json>;
  return Object.keys(of).flatMap((key) => [{ of, key }, ...holdersIn(of[key])]);
}
