/** New rows for a run are parsed in the format recorded in its manifest, whatever the form of the user's file. */
import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../../src/runs/manifest";
import { predictRun } from "../../src/trainer/results/predictRun";
import { Workspace } from "./workspace";

const tables = join(__dirname, "../fixtures/tables");

describe("new rows for a run", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const train = async (table: string, data: object, output: object) => {
    cpSync(join(tables, table), join(workspace.path, table));
    const training = { epochs: 60, batchSize: 8, seed: 1, optimizer: { type: "adam", learningRate: 0.05 } };
    const { run } = await workspace.train({
      version: 1,
      data: { format: "csv", path: table, validation: { fraction: 0.2 }, ...data },
      layers: [output],
      training,
    });
    return run;
  };
  const predict = (run: string, input: string, text = "") => {
    const stdin = (async function* () {
      yield Buffer.from(text);
    })();
    return predictRun(run, input, { checkpoint: "best", stdin });
  };

  it("may be a single one with decimal commas, as the training table has them", async () => {
    const run = await train("komma.csv", { label: "y" }, { units: 1, activation: "linear" });
    const { form } = (await readManifest(run)).data;
    assert.deepEqual([form?.delimiter, form?.decimal], [";", ","]);
    const [one] = (await predict(run, join(tables, "new-one-row.csv"))).values;
    const two = await predict(run, join(tables, "new-two-rows.csv"));
    // y is about 3a + b, with a = 4.5 and b = 2; read as "45" or "4", a would give a very different y.
    assert.ok(Math.abs(one - 15.5) < 0.5, String(one));
    assert.deepEqual([...two.values], [one, one]);
    const typed = await predict(run, "-", "4,5;2\n");
    assert.deepEqual([...typed.values], [one]);
    writeFileSync(join(workspace.path, "komma.csv"), "a,b,y\n1.5,2,3\n2.5,3,4\n");
    assert.deepEqual([...(await predict(run, "-", "4,5;2\n")).values], [one], "the form of the table by now");
    await assert.rejects(predict(run, "-", "a;b\n4,5,1;2\n"), { code: "csv-number", message: /"4,5,1" in column "a"/ });
  });

  for (const exclude of [undefined, ["5"]]) {
    it(`without names stand in the columns of training${exclude ? `, but for ${exclude}` : ""}`, async () => {
      const run = await train("lf.csv", { label: "1", exclude }, { units: 2, activation: "softmax" });
      const { form } = (await readManifest(run)).data;
      assert.equal(form && "width" in form && form.width, 5);
      // The sign of the second column determines the class.
      const without = await predict(run, join(tables, "new.csv"));
      assert.deepEqual(without.classes, ["0", "1", "1", "1", "0"]);
      const withLabels = await predict(run, join(tables, "withlabel.csv"));
      assert.deepEqual([...withLabels.values], [...without.values]);
      await assert.rejects(predict(run, "-", "1,2\n"), { code: "csv-column", message: /or all 5/ });
    });
  }
});
