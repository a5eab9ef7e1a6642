/** evaluate --at-least and --at-most on the command line: the answer, its exit code, and what is refused. */
import assert from "node:assert/strict";
import { irisConfig } from "../trainer/workspace";
import { Terminal } from "./terminal";

describe("evaluate with a bound", () => {
  let terminal: Terminal;
  let run: string;
  let regression: string;

  before(async () => {
    terminal = new Terminal();
    await terminal.callHere("train", terminal.write("iris.network.json", irisConfig({ training: { epochs: 20 } })));
    run = terminal.run();
    const rows = Array.from({ length: 60 }, (_, i) => `${i / 60},${i / 30 + (i % 3) / 10}`);
    terminal.write("line.csv", ["x,y", ...rows].join("\n"));
    const data = { format: "csv", path: "line.csv", label: "y", task: "regression", validation: { examples: 12 } };
    const config = irisConfig({ data, layers: [{ units: 1, activation: "linear" }], cost: "quadratic" });
    await terminal.callHere("train", terminal.write("line.network.json", config));
    regression = terminal.run("line");
  });
  after(() => terminal.remove());

  const evaluate = (...args: string[]) => terminal.callHere("evaluate", run, ...args);

  it("ends with 0 and says yes where the test accuracy reaches it", async () => {
    const { code, stdout, stderr } = await evaluate("--at-least", "0.5");
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.match(stdout, /\n\ntest accuracy [\d.]+ is at least 0\.5: yes\n$/);
  });

  it("ends with 6 and says no where the metric does not reach it", async () => {
    const { code, stdout } = await evaluate("--at-least", "1", "--metric", "f1", "--set", "validation");
    assert.equal(code, 6);
    assert.match(stdout, /\n\nvalidation f1 0\.\d+ is not at least 1: no\n$/);
  });

  it("ends with 6 where the run has another seed than is demanded", async () => {
    assert.equal((await evaluate("--at-least", "0.5", "--seed", "5")).code, 0);
    const { code, stdout } = await evaluate("--at-least", "0.5", "--seed", "7");
    assert.equal(code, 6);
    assert.match(stdout, /is at least 0\.5, seed 5 is not 7: no\n$/);
  });

  it("adds the answer to the fields of --json", async () => {
    const { stdout } = await evaluate("--at-least", "0.5", "--seed", "5", "--json");
    const { mark, sets } = JSON.parse(stdout);
    const seed = { wanted: 5, found: 5 };
    const value = sets[1].accuracy;
    assert.deepEqual(mark, { set: "test", metric: "accuracy", value, examples: 20, atLeast: 0.5, seed, passed: true });
  });

  it("compares metrics that are better when smaller by --at-most", async () => {
    const { code, stdout } = await evaluate("--at-most", "1e-9", "--metric", "cost");
    assert.equal(code, 6);
    assert.match(stdout, /test cost [\d.]+ is not at most 1e-9: no\n$/);
  });

  it("measures a regression by its R²", async () => {
    const { stdout } = await terminal.callHere("evaluate", regression, "--at-least", "-9", "--set", "validation");
    assert.match(stdout, /\nvalidation r2 -?[\d.]+ is at least -9: yes\n$/);
  });

  it("refuses a run without a test set, and says what to do", async () => {
    const { code, stderr } = await terminal.callHere("evaluate", regression, "--at-least", "0.5");
    assert.equal(code, 3);
    assert.match(stderr, /no test examples; add "test" to "data" .* and train again, or use --set validation\n$/);
  });

  const refused: [args: string[], says: RegExp][] = [
    [
      ["--at-least", "0.1", "--metric", "cost"],
      /--at-least: cost is better when it is smaller; give --at-most 0\.1\n$/,
    ],
    [["--at-most", "0.1"], /--at-most: accuracy is better when it is larger; give --at-least 0\.1\n$/],
    [["--at-least", "97"], /--at-least: accuracy is at most 1; give 0\.97 for 97%\n$/],
    [["--at-least", "high"], /'high' is not a number; give one such as 0\.97/],
    [["--at-least", "0.5", "--at-most", "1"], /--at-most: excludes --at-least; leave out one of them\n$/],
    [
      ["--at-least", "0.5", "--metric", "r2"],
      /'r2' is not a metric of this classification; use one of accuracy, .*cost\n$/,
    ],
    [["--set", "validation"], /--set: belongs to --at-least and --at-most; add one of them, or leave it out\n$/],
    [["--at-least", "0.5", "--set", "train"], /'train' is invalid. Allowed choices are test, validation/],
  ];
  for (const [args, says] of refused) {
    it(`refuses ${args.join(" ")} with exit code 2, in one line`, async () => {
      const { code, stdout, stderr } = await evaluate(...args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, says);
      assert.equal(stderr.trim().split("\n").length, 1);
    });
  }
});
