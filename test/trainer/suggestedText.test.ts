/**
 * The text that New Network Config… writes: it passes its check, explains its choices in comments, and no text of the
 * data ends a comment.
 */
import assert from "node:assert/strict";
import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { checkConfig } from "../../src/config/check/check";
import { NetworkError } from "../../src/core/errors";
import { allFindings } from "../../src/trainer/check/allFindings";
import { refuseFaulty } from "../../src/trainer/check/refuseFaulty";
import { suggestConfig } from "../../src/trainer/check/suggestConfig";
import { Workspace } from "./workspace";

const fixtures = join(__dirname, "../fixtures");
const dataFolders = ["tables", "new-config", "arff", "arrays", "excel", "jsonl", "parquet", "svmlight"];
const isData = (name: string) => !/\.(py|m|mjs|js|R|md|json)$/.test(name);

/** Files that are refused, with the error code; all others give a config. */
const refused: Record<string, string> = {
  "concat.csv": "suggest-no-inputs",
  "dup.csv": "csv-header",
};

describe("the text of a new config", function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());
  const path = (name: string) => join(workspace.path, name);

  for (const folder of dataFolders) {
    it(`passes its check for every file of ${folder}, or says why there is none`, async () => {
      const names = readdirSync(join(fixtures, folder)).filter(isData);
      for (const name of names) copyFileSync(join(fixtures, folder, name), path(name));
      for (const name of names) {
        const text = await textOf(name);
        if (text === undefined) continue;
        const errors: string[] = [];
        const surroundings = { roots: [workspace.path], backends: async () => [] };
        await allFindings(text, path("a.network.json"), surroundings, ({ severity, message }) => {
          if (severity === "error") errors.push(message);
        });
        assert.deepEqual(errors, [], name);
        assert.match(text, /\/\/ .*(is the target|are the targets|The labels beside)/, name);
      }
    });
  }

  /** Returns undefined if the file is refused in one line that begins with its name. */
  async function textOf(name: string): Promise<string | undefined> {
    try {
      const { text } = await suggestConfig(path(name), workspace.path);
      assert.equal(refused[name], undefined, name);
      return text;
    } catch (error) {
      assert.ok(error instanceof NetworkError, `${name}: ${(error as Error).stack}`);
      if (refused[name]) assert.equal(error.code, refused[name]);
      assert.notEqual(error.code, "suggest-check", error.message);
      assert.ok(error.message.startsWith(basename(name)), error.message);
      assert.doesNotMatch(error.message, /\n/);
      return undefined;
    }
  }

  it("is not written if it does not pass: the error names what is wrong", async () => {
    writeFileSync(path("t.csv"), `x,kind\n${Array.from({ length: 30 }, (_, i) => `${i},${"ab"[i % 2]}`).join("\n")}\n`);
    const { text } = await suggestConfig(path("t.csv"), workspace.path);
    const place = { folder: workspace.path, name: "t.csv" };
    await refuseFaulty(text, place);
    const wide = text.replace('"units": 2,', '"units": 3,');
    const message =
      /^t\.csv: the config that was made for it does not pass its check \(layers\.1\.units: .*nothing was written/;
    await assert.rejects(refuseFaulty(wide, place), { code: "suggest-check", message });
    await assert.rejects(refuseFaulty(text.replace("{", ""), place), { code: "suggest-check" });
    await assert.rejects(refuseFaulty(text.replace("t.csv", "u.csv"), place), {
      code: "suggest-check",
      message: /there is no/,
    });
  });

  it("holds whatever columns and fields are called", async () => {
    const evil = ['a"}\u2028{', "*/ // \\", "__proto__", "constructor", 'e\n"x": 1'];
    const header = evil.map((name) => `"${name.replaceAll('"', '""')}"`).join();
    const rows = Array.from({ length: 30 }, (_, i) =>
      `${i * 0.5},same\n,${i % 7},${i % 3},"k${i % 2}\n}"`.replace("same\n", '"same\n"'),
    );
    writeFileSync(path("evil.csv"), `${header}\n${rows.join("\n")}\n`);
    const { text } = await suggestConfig(path("evil.csv"), workspace.path);
    const { findings, config } = checkConfig(text);
    assert.deepEqual(findings, []);
    const { data } = config as { data: { label?: string; exclude?: string[] } };
    assert.deepEqual([data.label, data.exclude], [evil[4], [evil[1]]]);
    for (const line of text.split("\n")) assert.match(line, /^\s*(\/\/|[[\]{}"]|$)/);
  });

  it("says what a person should see in columns that are learned as they are", async () => {
    for (const [name, said] of [
      ["case.csv", /\/\/ In "k" "YES", "Yes" and "yes" are read as different texts\./],
      ["ts.csv", /\/\/ Exclude "time_ms" if it only counts the rows\./],
    ] as const) {
      copyFileSync(join(fixtures, "tables", name), path(name));
      assert.match((await suggestConfig(path(name), workspace.path)).text, said);
    }
  });

  it("keeps its lines short, a long list one name and its reason to a line", async () => {
    const names = Array.from({ length: 40 }, (_, i) => `empty column number ${i}`);
    const rows = Array.from({ length: 30 }, (_, i) => `${i * 0.5},${names.map(() => "").join()},${"ab"[i % 2]}`);
    writeFileSync(path("wide.csv"), `x,${names.join()},kind\n${rows.join("\n")}\n`);
    const { text } = await suggestConfig(path("wide.csv"), workspace.path);
    assert.deepEqual(checkConfig(text).findings, []);
    for (const line of text.split("\n")) assert.ok(line.length <= 120, line);
    assert.match(text, /"exclude": \[\n {6}"empty column number 0", \/\/ has no value\n/);
  });
});
