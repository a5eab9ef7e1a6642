/** ARFF as data: the inputs of the same table in CSV, or an error with its place. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { suggestData } from "../../src/data/suggest";
import { fixtures, recordTables } from "./recordTables";

describe("records of arff", () => {
  const { load, write, fixture, table, refuses, path } = recordTables();

  it("are refused where nearly all fields are left out", async () => {
    const attributes = Array.from({ length: 1000 }, (_, i) => `@attribute c${i} real\n`).join("");
    write("t.arff", `@relation r\n${attributes}@attribute kind {a,b}\n@data\n${"{}\n".repeat(2000)}`);
    await refuses({ format: "arff", path: "t.arff" }, "records-sparse", /leave out nearly all of the 1001 columns; /);
  });

  it("are refused by their records, however long their header is", async () => {
    const attributes = Array.from({ length: 20_000 }, (_, i) => `@attribute c${i} real\n`).join("");
    write("t.arff", `@relation r\n${attributes}@attribute kind {a,b}\n@data\n${"{}\n".repeat(300)}`);
    await refuses({ format: "arff", path: "t.arff" }, "records-sparse", /^t\.arff: 5\d records /);
  });

  it("are those that Weka wrote, dense and sparse", async () => {
    for (const name of readdirSync(join(fixtures, "arff"))) fixture(`arff/${name}`);
    write(
      "t.csv",
      `sepal length,size,note,kind\n5.1,small,it's,rose\n0.3,very large,"a, b",tulip\n,small,,rose\n0,small,100% {x},tulip\n`,
    );
    const expected = await table({ format: "csv", path: "t.csv" });
    assert.deepEqual(await table({ format: "arff", path: "weka.arff" }), expected);
    assert.deepEqual(await table({ format: "arff", path: "sparse.arff" }), expected);
    const { train } = await load({ format: "arff", path: "hand.arff", exclude: ["note", "size"] });
    assert.ok(train.values.includes(Math.fround(1e-7)));
    assert.equal((await suggestData(join(path(), "hand.arff"), path())).data.format, "arff");
  });

  for (const [text, code, message] of [
    ["@relation r\n@attribute a numeric\n", "arff-no-data", /^t\.arff: there is no @data; /],
    [
      "@relation r\n@attribute a relational\n",
      "arff-type",
      /^t\.arff: line 2: the type "relational" of "a" is not supported; /,
    ],
    ["@relation r\nx\n", "arff-header", /^t\.arff: line 2: "x" before @data; /],
    [
      "@relation r\n@attribute x real\n@attribute kind {a,b}\n@data\n1,a,2\n",
      "arff-fields",
      /^t\.arff: line 5: 3 fields for 2 attributes; /,
    ],
    [
      "@relation r\n@attribute x real\n@attribute kind {a,b}\n@data\n1,c\n",
      "arff-value",
      /^t\.arff: line 5: "c" is not one of the values of "kind"; /,
    ],
    [
      "@relation r\n@attribute x real\n@attribute kind {a,b}\n@data\n1,'a\n",
      "arff-quote",
      /^t\.arff: line 5: a quote is not closed; /,
    ],
    [
      "@relation r\n@attribute x real\n@attribute kind {a,b}\n@data\n{7 a}\n",
      "arff-sparse",
      /^t\.arff: line 5: not a sparse record; /,
    ],
  ] as const) {
    it(`refuse ${JSON.stringify(text)}`, async () => {
      write("t.arff", text);
      await refuses({ format: "arff", path: "t.arff" }, code, message);
    });
  }
});
