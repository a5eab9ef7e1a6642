/** Folds at the command line: output and exit code. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundled } from "../bundled";
import { assertAsGolden, linesOf } from "../protocol/goldenEvents";
import { irisConfig } from "../trainer/workspace";
import { Terminal } from "./terminal";

const folds = (validation: object = {}) =>
  irisConfig({
    data: { format: "builtin", name: "iris", test: { examples: 30 }, validation: { folds: 3, ...validation } },
  });

describe("folds at the command line", function () {
  this.timeout(60_000);
  let terminal: Terminal;

  before(() => bundled("src/cli/main.ts"));
  beforeEach(() => {
    terminal = new Terminal();
  });
  afterEach(() => terminal.remove());

  it("are trained by train: a line for each, their mean, and the last network", async () => {
    const { code, stdout, stderr } = await terminal.call("train", terminal.write("iris.network.json", folds()));
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.match(
      stdout,
      /^iris\.network\.json: \[4, 6, 3\], seed 5\n120 examples in 3 folds; 30 test examples for the last network\n/,
    );
    assert.equal(
      [
        ...stdout.matchAll(
          /^fold \d\/3 {2}80 training, 40 validation {2}4 epochs {2}best \d {2}.*validation accuracy \d+\.\d\d%/gm,
        ),
      ].length,
      3,
    );
    assert.match(stdout, /^mean {2}validation accuracy \d+\.\d\d%, deviation \d+\.\d\d%, 95% interval ± \d+\.\d\d%$/m);
    assert.match(
      stdout,
      /^over 3 folds; the interval is corrected for the overlap of the folds \(Nadeau and Bengio, 2003\)$/m,
    );
    assert.match(
      stdout,
      /^the final network was trained on all 120 examples for \d epochs, the median of the best epochs\ntest accuracy /m,
    );
    assert.match(
      stdout,
      /^completed in .*\ngroup {5}\.matrix-network\/iris\/folds-\S+\nevaluate {2}\S+.* evaluate \.matrix-network\/iris\/folds-/m,
    );
  });

  it("say which rows are in none of them", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 4 === 0 ? "" : i},${i % 2 ? "odd" : "even"}`);
    writeFileSync(join(terminal.path, "rows.csv"), ["number,label", ...rows].join("\n"));
    const data = { format: "csv", path: "rows.csv", label: "label", missing: "drop", validation: { folds: 3 } };
    const layers = [{ units: 2, activation: "softmax" }];
    const config = { version: 1, data, layers, training: { epochs: 1 } };
    const { stdout } = await terminal.callHere("train", terminal.write("rows.network.json", config));
    assert.match(stdout, /^45 examples in 3 folds\nleft out: .*15 rows/m);
  });

  it("are lines of JSON for programs", async () => {
    const config = terminal.write("iris.network.json", folds());
    const { code, stdout } = await terminal.callHere("train", config, "--json");
    assert.equal(code, 0);
    const events = linesOf(stdout);
    assertAsGolden("folds", events);
    const types = ["hello", "group", "trial", "trial", "trial", "folds", "final", "done"];
    assert.deepEqual(
      events.map(({ type }) => type),
      types,
    );
    const withRuns = linesOf((await terminal.callHere("train", config, "--json", "--events")).stdout);
    assertAsGolden("folds", withRuns);
    const isOwn = ({ type, trial, final }: (typeof withRuns)[number]) =>
      final === true || (trial !== undefined && type !== "trial");
    assert.deepEqual(
      withRuns.filter((event) => !isOwn(event)).map(({ type }) => type),
      types,
    );
    const epochsOf = (key: "trial" | "final", value: unknown) =>
      withRuns.filter((event) => event.type === "epoch" && event[key] === value).map(({ epoch }) => epoch);
    for (const trial of [0, 1, 2]) assert.deepEqual(epochsOf("trial", trial), [1, 2, 3, 4]);
    const last = withRuns.find(({ type }) => type === "final");
    assert.equal(epochsOf("final", true).length, last?.epochs);
  });

  it("are gone on with by resume, and used by their group's name", async () => {
    await terminal.callHere("train", terminal.write("iris.network.json", folds()));
    const name = terminal.run().split("/").at(-1) ?? "";
    const resumed = await terminal.callHere("resume", name, "--json");
    assert.equal(resumed.code, 0);
    assert.equal(JSON.parse(resumed.stdout.trim().split("\n").at(-1) ?? "").reason, "completed");
    const evaluated = await terminal.callHere("evaluate", name);
    assert.equal(evaluated.code, 0);
    assert.match(evaluated.stderr, /its network that learned all examples, final\n$/);
    assert.match(evaluated.stdout, /^test .*30 examples /m);
    assert.match(evaluated.stdout, /^mean {2}validation accuracy/m);
    const withTrials = await terminal.callHere("verify", name, "--trials", "2");
    assert.equal(withTrials.code, 2);
    assert.match(withTrials.stderr, /--trials: is of sweeps.*leave it out/);
    const verified = await terminal.callHere("verify", name);
    assert.equal(verified.code, 0);
    assert.match(verified.stdout, /final: trained again .* the same, bit for bit/);
    const refused = await terminal.callHere("resume", name, "--epochs", "9");
    assert.deepEqual([refused.code, refused.stderr], [2, "resumed folds keep their options; leave out --epochs\n"]);
  });

  it("have their mean, and are verified, without a last network too", async () => {
    const file = terminal.write("iris.network.json", folds({ refit: false }));
    const trained = (await terminal.callHere("train", file)).stdout;
    const group = terminal.run();
    const { code, stdout, stderr } = await terminal.callHere("evaluate", group);
    assert.equal(code, 0);
    assert.match(stderr, /folds-\S+: "refit" is false, so there is no last network; metrics of its folds\n$/);
    assert.match(stdout, /^mean {2}validation cost/);
    assert.ok(trained.includes(`\n${stdout}completed in `), stdout);
    const json = JSON.parse((await terminal.callHere("evaluate", group, "--json")).stdout);
    assert.deepEqual(Object.keys(json), ["group", "folds"]);
    assert.ok(json.folds.validationAccuracy.halfWidth > 0);
    const verified = await terminal.callHere("verify", group, "--trials", "2");
    assert.deepEqual([verified.code, verified.stderr], [0, ""]);
    assert.match(
      verified.stdout,
      /: 3 proposals in 1 generation computed again; trained again: trial \d, \d; all the same, bit for bit\n$/,
    );
    const predicted = await terminal.callHere("predict", group, "-");
    assert.equal(predicted.code, 5);
    assert.match(predicted.stderr, /because "refit" is false; name one of its runs/);
  });

  it("say which metric has no mean, since some of them lack a class", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i % 7},${i < 2 ? "rare" : "xy"[i % 2]}`);
    terminal.write("rare.csv", ["a,b", ...rows].join("\n"));
    const config = (training: object) => ({
      version: 1,
      data: { format: "csv", path: "rare.csv", label: "b", validation: { folds: 5 } },
      layers: [{ units: 3, activation: "softmax" }],
      training: { epochs: 1, seed: 1, ...training },
    });
    const listed = terminal.write("rare.network.json", config({ metrics: ["validationAuc"] }));
    const { code, stdout, stderr } = await terminal.callHere("train", listed);
    assert.equal(code, 0);
    assert.match(stderr, /validationAuc is left out: in 3 of 5 folds no validation example is of rare/);
    assert.doesNotMatch(stderr, /cannot be learned/);
    assert.match(stdout, /^mean {2}validation AUC: none, because it is defined in 2 of 5 folds$/m);
    const deciding = terminal.write("rare.network.json", config({ bestMetric: "validationAuc" }));
    const refused = await terminal.callHere("train", deciding);
    assert.deepEqual([refused.code, refused.stdout], [2, ""]);
    assert.match(refused.stderr, /^rare\.network\.json:1:\d+: training\.bestMetric: validationAuc is undefined/);
  });

  it("keep what they came to: no run of theirs is trained further", async () => {
    await terminal.callHere("train", terminal.write("iris.network.json", folds()));
    const group = terminal.run();
    for (const run of ["trials/000001/run", "final"])
      for (const more of [[], ["--epochs", "9"]]) {
        const { code, stdout, stderr } = await terminal.callHere("resume", `${group}/${run}`, ...more);
        assert.deepEqual([code, stdout, stderr.split("\n").length], [5, "", 2]);
        assert.match(
          stderr,
          /its result is part of .*folds-\S+ and must not change; start another network from it with training.start/,
        );
      }
    const { stdout } = await terminal.callHere("export", `${group}/trials/000001/run`, "--to", "json");
    assert.match(stdout, /^iris\.json\b/m);
  });

  it("are stopped by Ctrl-C with 130, and say how to go on", async () => {
    const endless = folds();
    const file = terminal.write("iris.network.json", { ...endless, training: { epochs: 1_000_000, seed: 1 } });
    const { process: child, ended } = await terminal.start("train", file);
    child.stdout?.once("data", () => child.kill("SIGINT"));
    const { code, stdout } = await ended;
    assert.equal(code, 130);
    const unfinished = await terminal.callHere("evaluate", terminal.run());
    assert.equal(unfinished.code, 5);
    assert.match(unfinished.stderr, /: 0 of 3 folds have ended, so there is no mean yet; continue it: /);
    assert.match(stdout, /^interrupted in .*\ngroup {5}\S+\ngo on {5}.* resume \.matrix-network\/iris\/folds-/m);
  });

  it("end with 2 where they cannot be trained so", async () => {
    const file = terminal.write("iris.network.json", folds());
    const detached = await terminal.callHere("train", file, "--detach");
    assert.equal(detached.code, 2);
    assert.match(detached.stderr, /leave out --detach\n$/);
    const many = await terminal.callHere("train", terminal.write("iris.network.json", folds({ folds: 121 })));
    assert.deepEqual([many.code, many.stderr.split("\n").length], [2, 2]);
    assert.match(
      many.stderr,
      /^iris\.network\.json: data\.validation: 120 examples cannot be divided into 121 folds; use fewer/,
    );
  });
});
