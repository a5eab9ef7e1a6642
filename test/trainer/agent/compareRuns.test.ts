/** Comparing settings for agents: one is better only beyond two standard errors of seeds or folds. */
import assert from "node:assert/strict";
import type { AgentOutput } from "../../../src/protocol/agentTools";
import { Agent } from "../../../src/trainer/agent/agent";
import { FoldsTraining } from "../../../src/trainer/group/trainFolds";
import { finish, irisConfig, Workspace } from "../workspace";

describe("comparing settings for an agent", () => {
  let workspace: Workspace;
  let agent: Agent;
  let good: string[];
  let poor: string[];

  before(async () => {
    workspace = new Workspace();
    agent = new Agent({ root: workspace.path, script: "", seconds: 0 });
    good = await seeds("good", { epochs: 12 });
    poor = await seeds("poor", { epochs: 1, optimizer: { type: "sgd", learningRate: 1e-5 } });
  });
  after(() => workspace.remove());

  async function seeds(
    name: string,
    training: Record<string, unknown>,
    more: Record<string, unknown> = {},
    count = 3,
  ): Promise<string[]> {
    const train = workspace.write(irisConfig({ training, ...more }), `${name}.network.json`);
    const runs: string[] = [];
    for (let seed = 1; seed <= count; seed++) runs.push((await finish({ train, seed })).run);
    return runs;
  }
  /** Returns the group. */
  async function folds(name: string, epochs: number): Promise<string> {
    const data = { format: "builtin", name: "iris", validation: { folds: 4, refit: false } };
    const train = workspace.write(irisConfig({ data, training: { epochs } }), `${name}.network.json`);
    let group = "";
    await new FoldsTraining({ train }, (event) => {
      if (event.type === "group") group = event.group;
    }).run();
    return group;
  }
  const compare = async (a: string[], b: string[], metric?: string) =>
    (await agent.call("compare", { a, b, ...(metric && { metric }) })).output as AgentOutput<"compare">;

  it("calls one better where the means differ by more than two standard errors", async () => {
    const { verdict, a, b, difference, standardError = 0 } = await compare(good, poor);
    assert.equal(verdict, "a is better");
    assert.ok(difference > 2 * standardError);
    assert.deepEqual([a.values.length, b.kind], [3, "seeds"]);
    assert.equal((await compare(poor, good)).verdict, "b is better");
  });

  it("knows metrics that are better when smaller", async () => {
    assert.equal((await compare(good, poor, "cost")).verdict, "a is better");
  });

  it("returns the mean and the standard error of each side", async () => {
    const { a } = await compare(good, poor, "cost");
    const mean = (a.values[0] + a.values[1] + a.values[2]) / 3;
    const square = a.values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    assert.ok(Math.abs(a.mean - mean) < 1e-12);
    assert.ok(Math.abs((a.standardError ?? 0) - Math.sqrt(square / 2 / 3)) < 1e-12);
  });

  it("shows no difference within two standard errors", async () => {
    const alike = await seeds("alike", { epochs: 11 });
    const { verdict, why, standardError } = await compare(good, alike);
    assert.deepEqual([verdict, why], ["no difference shown", "the means differ by at most two standard errors"]);
    assert.ok(standardError !== undefined);
  });

  it("shows no difference from fewer than three runs on a side, however far they are apart", async () => {
    const { verdict, why } = await compare(good.slice(0, 2), poor);
    assert.deepEqual(
      [verdict, why],
      ["no difference shown", "2 and 3 runs; a standard error needs at least 3 on each side"],
    );
  });

  it("compares folds by their corrected standard error", async () => {
    const [a, b] = [await folds("folded", 8), await folds("folded-poor", 1)];
    const compared = await compare([a], [b]);
    assert.deepEqual([compared.a.kind, compared.a.values.length], ["folds", 4]);
    const { values, mean, standardError = 0 } = compared.a;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3;
    // One part in four is validated on: r is 1/3.
    assert.ok(Math.abs(standardError ** 2 - (1 / 4 + 1 / 3) * variance) < 1e-3 * variance);
    await assert.rejects(compare([a], good), /^NetworkError: one side has folds and the other has runs/);
  });

  const refused: [what: string, sides: () => [string[], string[]], says: RegExp][] = [
    ["a run that is named twice", () => [[good[0], good[0]], poor], /is named twice/],
    ["runs of one side that differ in more than the seed", () => [[good[0], poor[1]], [poor[0]]], /more than its seed/],
  ];
  for (const [what, sides, says] of refused) {
    it(`refuses ${what}`, () => assert.rejects(compare(...sides()), says));
  }

  it("refuses two runs of one seed, which are the same training", async () => {
    const train = workspace.write(irisConfig({ training: { epochs: 12 } }), "good.network.json");
    const { run } = await finish({ train, seed: 1 });
    await assert.rejects(compare([good[0], run], poor), /has the same seed \(1\)/);
  });

  it("refuses runs with another validation set", async () => {
    const data = { format: "builtin", name: "iris", validation: { examples: 10 }, test: { examples: 20 } };
    const others = await seeds("others", { epochs: 1 }, { data }, 1);
    await assert.rejects(compare(good, others), /have other data or another validation set/);
  });

  it("refuses a metric that the runs have not measured", async () => {
    await assert.rejects(compare(good, poor, "f1"), /has no validation f1; add .*training\.metrics/);
  });
});
