/** `explain` on the command line: tables, JSON and refusals. */
import assert from "node:assert/strict";
import { Terminal } from "./terminal";

describe("explain", () => {
  const terminal = new Terminal();
  let run: string;
  before(async () => {
    // The answer depends on the first column, a little on the plan, and not on the noise.
    const rows = Array.from({ length: 120 }, (_, i) => {
      const [age, noise, plan] = [20 + ((i * 7) % 41), (i * 13) % 17, ["basic", "plus", "pro"][i % 3]];
      return `${age},${plan},${noise},${age + (plan === "pro" ? 8 : 0) > 42 ? "yes" : "no"}`;
    });
    terminal.write("table.csv", `age,plan,noise,paid\n${rows.join("\n")}\n`);
    const data = { format: "csv", path: "table.csv", label: "paid", validation: { fraction: 0.4 } };
    const layers = [
      { units: 6, activation: "tanh" },
      { units: 2, activation: "softmax" },
    ];
    const training = { epochs: 30, seed: 3, batchSize: 8, optimizer: { type: "sgd", learningRate: 0.3 } };
    terminal.write("loans.network.json", { version: 1, data, layers, training });
    const { code, stderr } = await terminal.callHere("train", "loans.network.json");
    assert.equal(code, 0, stderr);
    run = terminal.run("loans");
  });
  after(() => terminal.remove());

  it("prints the importance of every column with its spread, the most important first", async () => {
    const { code, stdout } = await terminal.callHere("explain", run);
    assert.equal(code, 0);
    assert.match(stdout, /Permutation importance: fall of the accuracy of 0\.\d{4} on 48 validation examples/);
    assert.match(stdout, /\nage {5} +0\.\d{4} {2}± 0\.\d{4} {2}█+\nplan .*\nnoise /);
  });

  it("gives the same figures as JSON, for the same seed", async () => {
    const first = await terminal.callHere("explain", run, "--json", "--set", "train", "--repeats", "3");
    const second = await terminal.callHere("explain", run, "--json", "--set", "train", "--repeats", "3");
    assert.equal(first.stdout, second.stdout);
    const { metric, examples, set, repeats, columns, answers } = JSON.parse(first.stdout);
    assert.deepEqual([metric, examples, set, repeats, answers], ["accuracy", 72, "train", 3, ["no", "yes"]]);
    assert.deepEqual(Object.keys(columns[0]), ["name", "mean", "deviation"]);
  });

  it("prints how the prediction depends on a column", async () => {
    const { stdout } = await terminal.callHere("explain", run, "--column", "plan", "--answer", "yes");
    assert.match(stdout, /Partial dependence of yes on plan/);
    assert.match(stdout, /\nbasic +0\.\d+.*\n plus +0\.\d+.*\n {2}pro +0\.\d+ +█/);
  });

  it("prints the smallest change of each column that turns an example's answer", async () => {
    const { stdout } = await terminal.callHere("explain", run, "--example", "0");
    assert.match(stdout, /validation example 0: the answer is (yes|no), actual (yes|no)/);
    assert.match(stdout, /\nage +\d+ +→ \d+ +(yes|no), [\d.]+ standard deviations/);
    const { changes } = JSON.parse((await terminal.callHere("explain", run, "--example", "0", "--json")).stdout);
    assert.equal(changes.length, 3);
  });

  it("refuses unknown columns, answers and examples, and options that exclude each other, in one line", async () => {
    const says = async (code: number, pattern: RegExp, ...options: string[]) => {
      const { code: found, stderr } = await terminal.callHere("explain", run, ...options);
      assert.equal(found, code);
      assert.match(stderr, pattern);
      assert.equal(stderr.trim().split("\n").length, 1);
    };
    await says(2, /there is no column name; the columns are age, plan, noise/, "--column", "name");
    await says(2, /no answer "maybe"; its answers are no, yes/, "--column", "age", "--answer", "maybe");
    await says(3, /give an index from 0 to 47/, "--example", "48");
    await says(2, /--example: excludes --column/, "--column", "age", "--example", "1");
    await says(2, /--answer: belongs to --column and --example/, "--answer", "yes");
    await says(2, /--answer: names a label/, "--example", "1", "--answer", "yes");
    await says(3, /no test examples/, "--set", "test");
  });
});
