/** `when RUN CONDITION`: its output, its exit codes, and the parallel processes that search segments. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { SegmentReport } from "../../src/trainer/replay/scan";
import { bundled } from "../bundled";
import { irisConfig } from "../trainer/workspace";
import { Terminal } from "./terminal";

const layers = [
  { units: 6, activation: "relu" },
  { units: 3, activation: "softmax" },
];

describe("matrix-network when", () => {
  let terminal: Terminal;
  let run: string;

  before(async () => {
    terminal = new Terminal();
    const training = { optimizer: { type: "adam", learningRate: 0.01 }, keepEvery: 1 };
    const { code } = await terminal.call(
      "train",
      terminal.write("iris.network.json", irisConfig({ layers, training })),
    );
    assert.equal(code, 0);
    run = terminal.run();
  });
  after(() => terminal.remove());

  it("ends with 0 and says where, with the values there and before", async () => {
    const { code, stdout, stderr } = await terminal.callHere("when", run, "epoch > 2 && norm(W1) > 0");
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    const number = String.raw`\d+\.\d+`;
    assert.match(
      stdout,
      new RegExp(
        `^epoch > 2 && norm\\(W1\\) > 0: became true in epoch 3, minibatch 1\n` +
          `  epoch     2 → 3\n  norm\\(W1\\)  ${number} → ${number}\n$`,
      ),
    );
  });

  it("gives the same as JSON, with what was looked at", async () => {
    const { code, stdout } = await terminal.callHere("when", run, "cost >= 0", "--json");
    const { value, ...found } = JSON.parse(stdout);
    assert.equal(code, 0);
    assert.ok(value > 0);
    const at = { epoch: 1, batch: 1 };
    assert.deepEqual(found, {
      run,
      condition: "cost >= 0",
      found: true,
      ...at,
      before: null,
      terms: [{ term: "cost", value, before: null }],
      looked: { from: at, to: at },
      notes: [],
    });
  });

  it("ends with 6 where it never became true, and says whether it was before", async () => {
    const never = await terminal.callHere("when", run, "batch > 10", "--from", "2");
    assert.deepEqual(never, {
      code: 6,
      stdout: "batch > 10: never became true from epoch 2, minibatch 1 to epoch 4, minibatch 10\n",
      stderr: "",
    });
    const always = await terminal.callHere("when", run, "norm(W1) > 0", "--bisect", "--json");
    assert.equal(always.code, 6);
    const { found, wasTrueBefore, looked } = JSON.parse(always.stdout);
    assert.deepEqual([found, wasTrueBefore], [false, true]);
    assert.deepEqual(looked, { from: { epoch: 1, batch: 1 }, to: { epoch: 4, batch: 10 } });
  });

  const wrong: [args: string[], code: number, says: RegExp][] = [
    [["W1 > 3"], 2, /^condition, character 1: a matrix and a number cannot be compared; .*\n$/],
    [["process.exit()"], 2, /^condition, character 13: \( is in the place of an operator or the end\n$/],
    [["epoch > 1", "--to", "5"], 2, /^option --to: the run has not trained epoch 5; its last one is 4\n$/],
    [["epoch > 1", "--from", "0"], 2, /'0' is not a whole number of at least 1/],
  ];
  for (const [args, code, says] of wrong) {
    it(`ends with ${code} for ${args.join(" ")}`, async () => {
      const outcome = await terminal.callHere("when", run, ...args);
      assert.match(outcome.stderr, says);
      assert.deepEqual([outcome.code, outcome.stdout], [code, ""]);
    });
  }

  it("has processes that look through a segment, and leave with their parent", async () => {
    const cli = await bundled("src/cli/main.ts");
    const child = fork(cli, ["when", "--scanner", "--", join(terminal.path, run), "step == 25"], {
      execArgv: [],
      serialization: "advanced",
    });
    const ended = once(child, "exit");
    await once(child, "message");
    child.send({ after: 20, to: 40 });
    const [report] = (await once(child, "message")) as [SegmentReport];
    assert.deepEqual(report.became?.now, { at: { epoch: 3, batch: 5 }, holds: true, values: [25] });
    assert.deepEqual(report.first.at, { epoch: 3, batch: 1 });
    child.disconnect();
    assert.deepEqual(await ended, [0, null]);
  });
});
