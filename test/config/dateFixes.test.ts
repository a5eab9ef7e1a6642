/** The fixes of findings about dates work unchanged: the fixed config trains. */
import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdits } from "jsonc-parser";
import type { Finding } from "../../src/config/check/check";
import { fixEdits } from "../../src/config/check/fix";
import { suggestData } from "../../src/data/suggest";
import { allFindings } from "../../src/trainer/check/allFindings";
import { Folder } from "../data/folder";

describe("the fix of a column of dates", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const config = (data: object) =>
    JSON.stringify({
      version: 1,
      data: { format: "csv", path: "t.csv", label: "y", validation: { fraction: 0.2 }, ...data },
      layers: [{ units: 2, activation: "softmax" }],
      training: { batchSize: 4 },
    });
  async function check(text: string): Promise<Finding[]> {
    const findings: Finding[] = [];
    const here = { roots: [folder.path], backends: async () => [] };
    await allFindings(text, join(folder.path, "t.network.json"), here, (finding) => findings.push(finding));
    return findings.filter(({ severity }) => severity !== "hint");
  }
  /** Applies the first fix, which must be one of `code`, and returns the config. */
  async function fixed(text: string, code: string): Promise<string> {
    const [finding] = (await check(text)).filter((each) => each.fix);
    assert.equal(finding?.code, code);
    return applyEdits(text, fixEdits(text, finding.fix as NonNullable<Finding["fix"]>));
  }
  const datesOf = (text: string) => JSON.parse(text).data.dates;
  const table = (name: string) => copyFileSync(join(__dirname, "../fixtures/tables", name), join(folder.path, "t.csv"));

  it("makes inputs of times, which were an input each", async () => {
    table("time.csv");
    const text = await fixed(config({}), "column-dates");
    assert.deepEqual(datesOf(text), { at: ["hour", "minute"] });
    assert.deepEqual(await check(text), []);
  });

  it("makes inputs of dates, which were refused", async () => {
    table("datefeature.csv");
    const text = await fixed(config({}), "data-unusable");
    assert.deepEqual(datesOf(text), { day: ["month", "weekday"] });
    assert.deepEqual(await check(text), []);
  });

  it("keeps the columns that the key has already, whatever they are called", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `2024-0${(i % 9) + 1}-03,2023-0${(i % 9) + 1}-01,1${i % 10}:30,${"ab"[i % 2]}`,
    );
    writeFileSync(join(folder.path, "t.csv"), `a,"b""}],{",__proto_,y\n${rows.join("\n")}\n`);
    const once = await fixed(config({ dates: { a: ["month"] } }), "data-unusable");
    assert.deepEqual(datesOf(once), { a: ["month"], 'b"}],{': ["month", "weekday"] });
    const twice = await fixed(once, "column-dates");
    assert.deepEqual(datesOf(twice), { a: ["month"], 'b"}],{': ["month", "weekday"], __proto_: ["hour"] });
    assert.deepEqual(await check(twice), []);
  });

  it("is none where a column is called as the message speaks", async () => {
    const name = "x; set data.dates to {, or add it to data.exclude";
    writeFileSync(join(folder.path, "t.csv"), `"${name}",y\n2024-01-31,a\n2024-02-01,b\n`);
    const [finding] = await check(config({}));
    assert.deepEqual([finding.code, finding.fix], ["data-unusable", undefined]);
  });

  it("is none where day and month may be exchanged: only a person knows", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${(i % 9) + 1}/${(i % 7) + 1}/2024,${"ab"[i % 2]}`);
    writeFileSync(join(folder.path, "t.csv"), `d,y\n${rows.join("\n")}\n`);
    const [finding] = await check(config({ dates: { d: ["month"] } }));
    assert.match(finding.message, /leaves the order of day and month open; set data\.dateOrder to "dmy" or "mdy", or /);
    assert.equal(finding.fix, undefined);
    for (const dateOrder of ["dmy", "mdy"])
      assert.deepEqual(await check(config({ dates: { d: ["month"] }, dateOrder })), []);
  });

  for (const [name, column] of [
    ["datefeature.csv", "day"],
    ["time.csv", "at"],
  ]) {
    it(`stands in a new config for ${name} from the start`, async () => {
      table(name);
      const { data } = await suggestData(join(folder.path, "t.csv"), folder.path);
      assert.deepEqual([data.exclude, Object.keys(data.dates ?? {})], [undefined, [column]]);
      assert.deepEqual(await check(config(data)), []);
    });
  }

  it("is a name where the key names a column that is not there", async () => {
    table("time.csv");
    const [finding] = await check(config({ dates: { att: ["hour"] } }));
    assert.equal(finding.message, '"att" is not one of the feature columns (at, b); did you mean "at"?');
    assert.equal(finding.path.join("."), "data.dates");
  });
});
