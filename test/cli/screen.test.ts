/** The report as a terminal displays it: the table grows, and the lines below it are updated in place. */
import assert from "node:assert/strict";
import { Terminal } from "@xterm/headless";
import { plainLines } from "../../src/cli/report/plainLines";
import { screen } from "../../src/cli/report/screen";
import { checkConfig } from "../../src/config/check/check";
import { resolveConfig } from "../../src/config/schema/resolve";
import type { Edited } from "../../src/protocol/edited";
import type { EpochEnded, Event } from "../../src/protocol/events";

const epoch = (number: number, validationAccuracy: number): EpochEnded => ({
  type: "epoch",
  epoch: number,
  cost: 0.3 / number,
  validationCost: 0.2,
  validationAccuracy,
  testAccuracy: validationAccuracy - 0.001,
  trainSeconds: 0.5,
  evaluateSeconds: 0.1,
  learningRate: 1,
});

const started: Event = {
  type: "started",
  run: `${process.cwd()}/.matrix-network/mnist/20261124T134501Z-3fa9`,
  backend: "wasm",
  backendReason: "the fastest here",
  threads: 1,
  seed: 1,
  inputs: 784,
  outputs: 10,
  parameters: 79510,
  examples: { train: 50000, validation: 10000, test: 10000 },
  startEpoch: 1,
};

const progress = (number: number, batch: number): Event => ({
  type: "progress",
  epoch: number,
  batch,
  batches: 500,
  cost: 0.3,
  examplesPerSecond: 80000,
});

class Screen {
  private readonly terminal: Terminal;
  private readonly written: Promise<void>[] = [];
  readonly reporter;

  constructor(columns: number, of = session) {
    this.terminal = new Terminal({ cols: columns, rows: 40, allowProposedApi: true, convertEol: true });
    const out = {
      columns,
      write: (text: string) => {
        this.written.push(new Promise((resolve) => this.terminal.write(text, resolve)));
        return true;
      },
    };
    this.reporter = screen({ name: "mnist.network.json", session: of, earlier: [] }, out);
  }

  /** Returns the visible lines: wrapped lines are joined, empty lines at the end removed. */
  async lines(): Promise<string[]> {
    await Promise.all(this.written);
    const { active } = this.terminal.buffer;
    const lines: string[] = [];
    for (let y = 0; y < active.length; y++) {
      const line = active.getLine(y);
      const text = line?.translateToString(true) ?? "";
      if (line?.isWrapped) lines.push(lines.pop() + text);
      else lines.push(text);
    }
    return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
  }
}

const config = checkConfig(`{
  "version": 1,
  "data": { "format": "builtin", "name": "mnist" },
  "layers": [{ "units": 100, "activation": "sigmoid" }, { "units": 10, "activation": "softmax" }],
  "cost": "cross-entropy",
  "training": { "epochs": 4, "batchSize": 100, "optimizer": { "type": "sgd", "learningRate": 1 } }
}`).config;
assert.ok(config);
const session = { config: resolveConfig(config, 1) };

describe("the report in a terminal", () => {
  it("has a column for a metric that is watched, and shows how it goes where it chooses the best", async () => {
    const training = {
      ...session.config.training,
      bestMetric: "validationF1",
      metrics: ["validationBalancedAccuracy"],
    };
    const view = new Screen(120, { config: { ...session.config, training } as typeof session.config });
    view.reporter.show(started);
    for (const [i, validationF1] of [0.5, 0.75, 0.625].entries()) {
      view.reporter.show({ ...epoch(i + 1, 0.9), validationF1, validationBalancedAccuracy: 0.8 });
    }
    const lines = await view.lines();
    const heading = lines.findIndex((line) => /^ +epoch /.test(line));
    assert.match(lines[heading], /validation +F1 +balanced accuracy +test /);
    assert.match(lines[heading + 2], /^ +2 .* 90\.00% +0\.75 +80\.00% .*\*$/);
    assert.match(lines.at(-2) ?? "", /^validation F1 ▁█▅ best 0\.75$/);
    const best = { epoch: 2, metric: "validationF1", value: 0.75 };
    view.reporter.show({ type: "done", reason: "completed", best, seconds: 1.9 });
    view.reporter.end();
    assert.match(
      (await view.lines()).join("\n"),
      /best by validation F1 \(0\.75\) is epoch 2: validation 90\.00%, test 89\.90%, validation balanced accuracy 80\.00%, validation F1 0\.75/,
    );
  });

  it("says what is set in the debugger, where and when, as plain lines do, and how often at the end", async () => {
    const set = (epoch: number, batch: number, index: number[]): Edited => ({
      ...{ type: "edited", epoch, batch, operation: "update 0", target: "W0", index, from: 0.5, to: 0 },
    });
    const earlier = [1, 2, 3, 4].map((unit) => set(1, 3, [0, unit]));
    const subject = { name: "mnist.network.json", session, earlier: [], edits: earlier };
    const view = new Screen(80);
    const plain: string[] = [];
    const reporter = plainLines(subject, { write: (text: string) => plain.push(text) > 0 });
    const events: Event[] = [
      { ...started, startEpoch: 2 },
      set(2, 12, [3, 4]),
      epoch(2, 0.95),
      { type: "done", reason: "completed", seconds: 2, edited: 5 },
    ];
    for (const each of events) for (const shown of [view.reporter, reporter]) shown.show(each);
    view.reporter.end();
    const lines = [...(await view.lines()), ...plain.join("").split("\n")];
    const said = "W1[3,4] set in the debugger from 0.5 to 0 in epoch 2, in batch 12";
    assert.equal(lines.filter((line) => line === said).length, 2);
    assert.equal(lines.filter((line) => line === "debugger  5 values set").length, 2);
    const before = "W1[0,1] 0.5 → 0, W1[0,2] 0.5 → 0, W1[0,3] 0.5 → 0, 1 more value set";
    assert.ok(lines.includes(`set in the debugger before: ${before}`), lines.join("\n"));
  });

  for (const columns of [80, 50]) {
    it(`draws ${columns} columns: the bar moves in place, rows stay, neither wraps`, async () => {
      const view = new Screen(columns);
      view.reporter.show(started);
      view.reporter.show(progress(1, 250));
      const early = await view.lines();
      assert.match(early.at(-1) ?? "", /^epoch 1\/4 █+░+ /);
      view.reporter.show(epoch(1, 0.95));
      view.reporter.show(progress(2, 250));
      view.reporter.show(epoch(2, 0.97));
      view.reporter.show(epoch(3, 0.96));
      const lines = await view.lines();
      assert.equal(lines.filter((line) => /^ +[123] .*9[567]\.00%/.test(line)).length, 3, lines.join("\n"));
      assert.equal(lines.filter((line) => line.startsWith("epoch ")).length, 1, "an old bar was left");
      const heading = lines.findIndex((line) => /^ +epoch /.test(line));
      assert.ok(heading > 0 && lines.slice(heading).every((line) => line.length < columns), "the table wraps");
      assert.match(lines.at(-2) ?? "", /^validation ▁█▅ best 97\.00%$/);
      view.reporter.show({
        type: "done",
        reason: "stopped",
        best: { epoch: 2, metric: "validationAccuracy", value: 0.97 },
        seconds: 1.9,
      });
      view.reporter.end();
      const end = await view.lines();
      assert.equal(end.filter((line) => line.startsWith("epoch ")).length, 0, "the bar stayed");
      assert.match(end.join("\n"), /stopped in 1\.90 s; best is epoch 2: validation 97\.00%, test 96\.90%/);
      assert.match(end.join("\n"), /go on {5}.* resume /);
    });
  }
});
