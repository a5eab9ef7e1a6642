/** Numbers as labels of CSV tables. */
import assert from "node:assert/strict";
import { csvFolder } from "./csvFolder";

describe("csv data with numbers as labels", () => {
  const { load, quadratic, rowsOf } = csvFolder();

  const text = "x,kind\n1.5,3\n2,7\n3,3\n4,10\n";

  it("are classes below softmax, in the numbers' order", async () => {
    const data = await load(text, {}, { cost: "cross-entropy", activation: "softmax" });
    assert.deepEqual(data.classNames, ["3", "7", "10"]);
  });

  it("can be given names, in the numbers' order", async () => {
    const data = await load(text, { classNames: ["low", "middle", "high"] });
    assert.deepEqual(data.classNames, ["low", "middle", "high"]);
    assert.deepEqual(rowsOf(data), ["1.5 0", "2 1", "3 0", "4 2"]);
  });

  it("are quantities with the quadratic cost and a linear output", async () => {
    const data = await load(text, {}, quadratic);
    assert.equal(data.task, "regression");
    assert.deepEqual(data.targets, [{ name: "kind", shift: 0, factor: 1 }]);
    assert.deepEqual(rowsOf(data), ["1.5 3", "2 7", "3 3", "4 10"]);
  });

  it("several at once are a regression's, scaled for a linear output layer", async () => {
    const more = { label: ["kind", "x"], features: ["y"], scaling: "auto" };
    const data = await load("x,y,kind\n1,1,100\n2,1.5,300\n3,2,200\n", more, quadratic);
    assert.equal(data.train.outputs, 2);
    assert.deepEqual(
      data.targets?.map(({ name, shift }) => [name, shift]),
      [
        ["kind", 200],
        ["x", 2],
      ],
    );
    const targets = Array.from(data.train.targets);
    const means = [0, 1].map((j) => targets.filter((_, i) => i % 2 === j).reduce((sum, t) => sum + t, 0));
    for (const mean of means) assert.ok(Math.abs(mean) < 1e-6);
  });

  it("are left as they are below a sigmoid", async () => {
    const goal = { cost: "quadratic", activation: "sigmoid" } as const;
    const data = await load("x,kind\n1,0.25\n2,0.5\n", { scaling: "auto" }, goal);
    assert.deepEqual([...data.train.targets].sort(), [0.25, 0.5]);
  });
});
