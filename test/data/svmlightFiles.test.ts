/** svmlight as data: the inputs of the same table in CSV, or an error with its place. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { readNewExamples } from "../../src/data/newExamples";
import { newReading } from "../../src/data/reading";
import { recordTables } from "./recordTables";

describe("records of svmlight", () => {
  const { load, write, fixture, path } = recordTables();

  const svm = (more: object) => load({ format: "svmlight", label: "label", missing: "error", ...more });
  const values = async (more: object) => {
    const { train, classNames } = await svm(more);
    return [...Array(train.count).keys()]
      .map((i) => [...train.values.subarray(4 * i, 4 * i + 4), classNames?.[train.targets[i]]].join(" "))
      .sort();
  };
  const sum = Math.fround(0.1 + 0.2);

  it("are those that scikit-learn wrote, from 1 and from 0", async () => {
    fixture("svmlight/sklearn.svm");
    fixture("svmlight/zero.svm");
    const expected = ["0 0 0 0 -1", "0 3 0 0 1", `0.5 0 0 ${sum} -1`, "1 0 -2.5 0 1"];
    assert.deepEqual(await values({ path: "sklearn.svm" }), expected);
    assert.deepEqual(await values({ path: "zero.svm" }), expected);
    const { inputNames } = await svm({ path: "zero.svm" });
    assert.deepEqual(inputNames, ["0", "1", "2", "3"]);
  });

  it("take comments and queries, and the columns of the test file too", async () => {
    fixture("svmlight/hand.svm");
    write("test.svm", "1 6:9\n-1 2:1\n");
    const { inputs, test } = await svm({ path: "hand.svm", testPath: "test.svm" });
    assert.equal(inputs, 6);
    assert.deepEqual([...(test?.values ?? [])].slice(0, 6), [0, 0, 0, 0, 0, 9]);
  });

  it("give new examples, which lack columns at the end", async () => {
    fixture("svmlight/hand.svm");
    write("new.svm", "0 2:7\n");
    const { columns, inputs } = await svm({ path: "hand.svm" });
    const config = dataSchema.parse({ format: "svmlight", path: "hand.svm" });
    const layout = {
      config,
      columns,
      inputs,
      reading: newReading,
      scaling: { kind: "none", shift: 0, factor: 1 } as const,
    };
    const { values: found } = await readNewExamples(join(path(), "new.svm"), layout, (async function* () {})());
    assert.deepEqual([...found], [0, 7, 0, 0]);
  });

  for (const [text, code, message] of [
    ["a 1:2\n", "svmlight-label", /^t\.svm: line 1: the label "a" is not a number; /],
    ["1,3 1:2\n", "svmlight-label", /^t\.svm: line 1: the label "1,3" is not a number; /],
    ["1 1:2\n1 3:1 2:1\n", "svmlight-pair", /^t\.svm: line 2: "2:1" is not index:value, with rising indices; /],
    ["1 1:x\n", "svmlight-pair", /^t\.svm: line 1: "1:x" is not index:value/],
    ["1 900000:1\n-1 1:2\n", "svmlight-columns", /^t\.svm: it has 900000 columns, of which at most 2 have a value/],
    ["1 900000000:1\n", "svmlight-too-large", /^t\.svm: 1 rows × 900000000 columns are read as dense values/],
  ] as const) {
    it(`refuse ${JSON.stringify(text)}`, async () => {
      write("t.svm", text);
      await assert.rejects(svm({ path: "t.svm" }), { code, message });
    });
  }
});
