/** Configs far larger than any written by hand: refused, or checked in time that is linear in their length. */
import assert from "node:assert/strict";
import { checkConfig } from "../../src/config/check/check";

const many = (count: number, one: (i: number) => string) => Array.from({ length: count }, (_, i) => one(i)).join(",");
const withData = (data: string, layers = '{"units":3,"activation":"softmax"}') =>
  `{"version":1,"data":{"format":"builtin","name":"iris"${data}},"layers":[${layers}]}`;
const codes = (text: string) => checkConfig(text).findings.map(({ code }) => code);

describe("a config", () => {
  it("of more than a megabyte is not looked at", () => {
    const [finding, ...others] = checkConfig(`{"version":1,${many(100_000, (i) => `"key${i}":1`)}}`).findings;
    assert.equal(finding.code, "json-syntax");
    assert.match(finding.message, /^the config has 1\.\d MB, and at most 1 MB is read/);
    assert.deepEqual(others, []);
  });

  it("has at most 1,000 layers and 10,000 class names", () => {
    const layer = '{"units":3,"activation":"relu"}';
    assert.deepEqual(
      codes(
        withData(
          "",
          many(1001, () => layer),
        ),
      ),
      ["out-of-range"],
    );
    assert.ok(
      checkConfig(
        withData(
          "",
          many(1000, () => layer),
        ),
      ).config,
    );
    const names = (count: number) => `,"classNames":[${many(count, (i) => `"c${i}"`)}]`;
    assert.deepEqual(codes(withData(names(10_001))), ["out-of-range"]);
    assert.ok(!codes(withData(names(10_000))).includes("out-of-range"));
  });

  it("of tens of thousands of unknown keys names the first thousand, each where it stands", () => {
    const { findings } = checkConfig(withData(`,${many(60_000, (i) => `"k${i}":1`)}`));
    const keys = findings.filter(({ code }) => code === "unknown-key");
    assert.equal(keys.length, 1001);
    assert.match(findings[0].message, /^and 59000 further unknown keys/);
    assert.deepEqual(keys[1000].path, ["data", "k999"]);
    assert.ok(keys[1000].column > keys[999].column);
  });

  it("of tens of thousands of keys that it has twice names each", () => {
    const duplicates = codes(`{${many(60_000, () => '"version":1')}}`).filter((code) => code === "duplicate-key");
    assert.equal(duplicates.length, 59_999);
  });

  it("of syntax errors in every line names the first hundred", () => {
    assert.equal(codes(`{\n${Array.from({ length: 50_000 }, () => '"a":,').join("\n")}}`).length, 100);
    assert.equal(codes(`{"a":${" ".repeat(400_000)}x${" ".repeat(400_000)},}`).length, 1);
  });

  it("finds the line of each finding among many", () => {
    const lines = Array.from({ length: 900 }, () => '{"units":3,"activation":"sofmax"}');
    const { findings } = checkConfig(withData("", `\n${lines.join(",\n")}\n`));
    const found = findings.filter(({ code }) => code === "unknown-value").map(({ line }) => line);
    assert.deepEqual(
      found,
      Array.from({ length: 900 }, (_, i) => i + 2),
    );
  });
});
