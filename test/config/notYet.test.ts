/** Keys and values in the schema that are not built yet are refused by name and never suggested. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigDocument } from "../../src/config/check/document";
import { formatFinding } from "../../src/config/check/finding";
import { refuseNotYet } from "../../src/config/check/notYet";
import { isNotYet, type NotYet, notYet } from "../../src/config/schema/notYet";

describe("what is not built yet", () => {
  /** Replaces the real list, which may be empty. */
  const list: NotYet[] = [{ path: ["sweep", "executor", "type"], value: "slurm" }, { path: ["sweep", "keepEpochs"] }];
  const found = (sweep: object) => {
    const document = new ConfigDocument(JSON.stringify({ version: 1, sweep }));
    return refuseNotYet(document.value, list).map((diagnostic) =>
      [diagnostic.code, formatFinding("a.json", document.atValue(diagnostic)), diagnostic.fix].join(" "),
    );
  };

  it("is refused where it stands, a key or one of its values", () => {
    assert.deepEqual(found({ executor: { type: "slurm", workers: 4 }, keepEpochs: false }), [
      'not-yet a.json:1:42: sweep.executor.type: "slurm" is not available in this version; choose another value ',
      "not-yet a.json:1:76: sweep.keepEpochs: 'keepEpochs' is not available in this version; remove it ",
    ]);
    assert.deepEqual(found({ executor: { type: "local" } }), []);
    assert.deepEqual(refuseNotYet(null, list), []);
  });

  it("is offered to nobody", () => {
    assert.ok(isNotYet(["sweep", "executor", "type"], "slurm", list));
    assert.ok(isNotYet(["sweep", "keepEpochs"], undefined, list));
    assert.ok(!isNotYet(["sweep", "executor", "type"], "local", list));
  });

  it("says so in the schema, and nothing else does", () => {
    const schema = readFileSync(join(__dirname, "../../schemas/network.schema.json"), "utf8");
    assert.equal(schema.split("Not there yet.").length - 1, notYet.length);
  });
});
