/** `sweep`, `worker` and `verify GROUP` on the command line. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { requestBasic } from "../../src/control/client";
import { beatFile } from "../../src/groups/claimFile";
import { resultFile, runOfTrial } from "../../src/groups/names";
import { listTrials } from "../../src/groups/trials";
import { seal } from "../../src/runs/sealedJson";
import { createSweep } from "../../src/trainer/group/createSweep";
import { assertAsGolden } from "../protocol/goldenEvents";
import { identityOf, irisSweep } from "../trainer/group/sweeps";
import { Terminal } from "./terminal";

describe("sweep", function () {
  this.timeout(120_000);
  let terminal: Terminal;
  beforeEach(() => {
    terminal = new Terminal();
    terminal.write("iris.network.json", irisSweep());
  });
  afterEach(() => terminal.remove());

  const parsed = (stdout: string) =>
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  const group = () => terminal.run();
  /** Writes a config with so many epochs that it is still training when it is stopped. */
  const long = () => {
    // With the learning rates of the other tests a trial would overflow.
    const sweep = { parameters: { "training.optimizer.learningRate": { log: [0.001, 0.01] } } };
    terminal.write("iris.network.json", irisSweep({ training: { epochs: 30_000 }, sweep }));
  };

  it("trains all trials by processes of its own, and names the winner", async () => {
    const { code, stdout, stderr } = await terminal.call("sweep", "iris.network.json", "--workers", "2");
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    const lines = stdout.trim().split("\n");
    assert.equal(
      lines.filter((line) => /^trial \d {2}done {2}0\.\d+ {2}learningRate 0\.\d+, batchSize \d+, units \d+$/.test(line))
        .length,
      6,
    );
    assert.deepEqual(
      [lines[0], ...lines.slice(7)].map((line) => line.split(" ")[0]),
      ["group", "over:", "winner", "run"],
    );
    assert.ok(existsSync(join(terminal.path, lines[9].slice(10), "best.npz")));
    const alone = await terminal.callHere("sweep", group(), "--events");
    assert.deepEqual([alone.code, alone.stdout], [2, ""]);
    assert.match(alone.stderr, /^option --events: adds lines to those of --json; add --json/);
    const again = await terminal.call("sweep", group(), "--workers", "1");
    // Trials end in a different order each time.
    const sorted = (text: string) => text.split("\n").sort();
    assert.deepEqual({ ...again, stdout: sorted(again.stdout) }, { code, stdout: sorted(stdout), stderr });
    const listed = (await terminal.callHere("runs")).stdout;
    assert.match(listed, /^no runs in \.matrix-network\n\ngroups .*:\n\.matrix-network[/\\]iris[/\\]sweep-\w+-\w+\n$/);
    const asJson = await terminal.callHere("runs", "--json");
    assert.equal(asJson.stdout, "");
    assert.match(asJson.stderr, /^\.matrix-network: 1 group left out: runs GROUP lists the trainings of one\n$/);
    const columns = "learningRate,bestEpoch,run";
    const trials = await terminal.callHere(
      "runs",
      group(),
      "--columns",
      columns,
      "--filter",
      "batchSize > 0",
      "--json",
    );
    assert.deepEqual(
      parsed(trials.stdout).map(({ folder }) => folder),
      [0, 1, 2, 3, 4, 5].map((trial) => join(group(), "trials", `00000${trial}`, "run")),
    );
    assert.match(trials.stdout, /"run":"sweep-\w+-\w+\/trials\/000005\/run"}\n$/);
    const pruned = await terminal.callHere("runs", group(), "--prune", "--keep", "1");
    assert.deepEqual([pruned.code, pruned.stdout], [5, ""]);
    const none = await terminal.callHere("runs", "--prune", "--keep", "1");
    assert.deepEqual([none.stdout, none.stderr], ["nothing to delete in .matrix-network\n", ""]);
    const whole = await terminal.callHere("runs", "--prune", "--keep", "0", "--json");
    const [line] = parsed(whole.stdout);
    assert.deepEqual([line.path, line.kind, line.deleted], [group(), "group", false]);
    assert.match(String(line.why), /^a group with 6 trials, number 1 of the groups of iris from the newest$/);
    const gone = await terminal.callHere("runs", "--prune", "--keep", "0", "--yes");
    assert.match(gone.stdout, /^deleted +[\d.]+ kB .*\nfreed [\d.]+ kB\n$/);
    assert.equal((await terminal.callHere("runs")).stdout, "no runs in .matrix-network\n");
  });

  it("is no run: commands of runs say so, and how to go on", async () => {
    await terminal.call("sweep", "iris.network.json", "--workers", "1");
    const refused = /sweep-\S+: a sweep has no final network; name the run of a trial .*: matrix-network sweep\n$/;
    for (const args of [["evaluate"], ["resume"], ["predict", "x.csv"], ["export", "--to", "onnx"]]) {
      const { code, stdout, stderr } = await terminal.callHere(args[0], group(), ...args.slice(1));
      assert.deepEqual([args[0], code, stdout, stderr.split("\n").length], [args[0], 5, "", 2]);
      assert.match(stderr, refused);
    }
    const attached = await terminal.callHere("attach", group());
    assert.equal(attached.code, 5);
    assert.match(
      attached.stderr,
      /sweep-\S+: is a group of trainings, and only one can be shown here; .*matrix-network sweep\n$/,
    );
    const of = join(group(), "trials/000001/run");
    const run = await terminal.callHere("sweep", of);
    const wanted = `${of}: there is no such group; give the folder of one, or its name with --runs\n`;
    assert.deepEqual(run, { code: 2, stdout: "", stderr: wanted });
    const trial = await terminal.callHere("resume", join(group(), "trials/000001/run"), "--epochs", "99");
    assert.equal(trial.code, 5);
    assert.match(trial.stderr, /its result is part of .*sweep-\S+ and must not change/);
  });

  it("trains a trial again, says whether it comes to the same, and refuses what would make it another", async () => {
    await terminal.call("sweep", "iris.network.json", "--workers", "1");
    const sweep = group();
    const name = sweep.split(/[\\/]/).at(-1) ?? "";
    const refused = async (message: RegExp, ...args: string[]) => {
      const { code, stdout, stderr } = await terminal.callHere("train", ...args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, message);
    };
    await refused(
      /^option --seed: would change the result of the trial; leave it out/,
      name,
      "--trial",
      "2",
      "--seed",
      "4",
    );
    const both = await terminal.callHere("sweep", name, "--trials", "9", "--cancel");
    assert.deepEqual([both.code, both.stdout], [2, ""]);
    assert.match(both.stderr, /^--trials extends a sweep, and --cancel ends its workers; give one of the two$/m);
    const { code, stdout, stderr } = await terminal.callHere("train", name, "--trial", "2");
    assert.deepEqual([code, stderr], [0, ""]);
    const lines = stdout.trim().split("\n");
    assert.ok(lines.includes(`again     the same as trial 2 of ${name}, bit for bit`), stdout);
    const run = lines.find((line) => line.startsWith("run "))?.slice(10) ?? "";
    assert.equal(dirname(run), dirname(sweep));
    // Makes the recorded result differ from the repeated one.
    const result = resultFile(join(terminal.path, sweep), 2);
    const { checksum: _, ...recorded } = JSON.parse(readFileSync(result, "utf8"));
    writeFileSync(result, seal(JSON.stringify({ ...recorded, epochs: 5 }, null, 2)));
    const other = await terminal.callHere("train", sweep, "--trial", "2", "--json");
    assert.equal(other.code, 6);
    const differences = [{ what: "epochs", recorded: 5, again: 4, said: { id: "compared/epochs", values: {} } }];
    assert.deepEqual(parsed(other.stdout).at(-1).again, {
      group: join(terminal.path, sweep),
      trial: 2,
      same: false,
      differences,
    });
  });

  it("says the same as events, with those of each run where they are wanted", async () => {
    const { stdout } = await terminal.call("sweep", "iris.network.json", "--workers", "1", "--json", "--events");
    const events = parsed(stdout);
    assertAsGolden("sweep", events);
    const types = (type: string) => events.filter((event) => event.type === type);
    assert.deepEqual(
      events.slice(0, 2).map(({ type }) => type),
      ["hello", "group"],
    );
    assert.equal(events.at(-1).type, "group");
    assert.equal(events.at(-1).state, "over");
    assert.equal(events.at(-1).done, 6);
    assert.deepEqual(Object.keys(events.at(-1).found[0]), ["trial", "values", "objectives", "seeds", "run"]);
    assert.deepEqual(
      types("trial")
        .filter(({ state }) => state === "done")
        .map(({ trial }) => trial)
        .sort(),
      [0, 1, 2, 3, 4, 5],
    );
    assert.deepEqual(
      types("generation").map(({ generation, trials }) => [generation, trials]),
      [
        [0, 2],
        [1, 2],
        [2, 2],
      ],
    );
    for (let trial = 0; trial < 6; trial++) {
      assert.deepEqual(
        types("epoch")
          .filter((event) => event.trial === trial)
          .map(({ epoch }) => epoch),
        [1, 2, 3, 4],
      );
    }
  });

  it("stops with checkpoints when it is asked to, and goes on where it was", async () => {
    long();
    const started = await terminal.start("sweep", "iris.network.json", "--workers", "2", "--json", "--events");
    const trained = new Set<string>();
    started.process.stdout?.on("data", (text: string) => {
      if (trained.size === 2) return;
      for (const [, trial] of text.matchAll(/"type":"epoch","epoch":[2-9]\d,.*"trial":(\d+)}/g)) trained.add(trial);
      // A trial that has not begun has no checkpoint, so both must be training.
      if (trained.size === 2) started.process.kill("SIGINT");
    });
    const { code, stdout, stderr } = await started.ended;
    assert.equal(code, 130);
    assert.match(stderr, /^stopping …\ngo on {5}node .* sweep \.matrix-network[/\\]iris[/\\]sweep-\w+-\w+\n$/);
    assert.equal(parsed(stdout).at(-1).state, "stopped");
    const trials = join(terminal.path, group(), "trials");
    for (const trial of readdirSync(trials)) assert.ok(existsSync(join(trials, trial, "run", "last.npz")), trial);
    const next = await terminal.start("worker", group(), "--json", "--events");
    const start = await new Promise<number>((resolve) => {
      let printed = "";
      next.process.stdout?.on("data", (text: string) => {
        printed += text;
        const found = /"type":"started".*?"startEpoch":(\d+)/.exec(printed);
        if (found) resolve(Number(found[1]));
      });
    });
    // Once: a second signal ends the worker at once.
    next.process.kill("SIGTERM");
    assert.equal((await next.ended).code, 143);
    assert.ok(start >= 20, String(start));
  });

  it("ends where the last worker is stopped by a client of its trial", async () => {
    long();
    const started = await terminal.start("sweep", "iris.network.json", "--workers", "1", "--json", "--events");
    const run = () => runOfTrial(join(terminal.path, group()), 0);
    await new Promise<void>((resolve) => {
      started.process.stdout?.on("data", (text: string) => text.includes('"type":"epoch"') && resolve());
    });
    const attached = await terminal.start("attach", run(), "--json");
    await new Promise<void>((resolve) => {
      attached.process.stdout?.on("data", (text: string) => text.includes('"type":"epoch"') && resolve());
    });
    await requestBasic(run(), "stop");
    const watched = await attached.ended;
    assert.equal(watched.code, 0);
    const last = parsed(watched.stdout).at(-1);
    assert.deepEqual([last.type, last.reason], ["done", "stopped"]);
    const { code, stdout } = await started.ended;
    assert.equal(code, 0);
    assert.equal(parsed(stdout).at(-1).state, "stopped");
  });

  it("has workers that end when their time is up", async () => {
    long();
    const folder = await createSweep(join(terminal.path, "iris.network.json"));
    const { code } = await terminal.call("worker", group(), "--until", "1");
    const [first] = (await listTrials(folder)).filter(({ state }) => state === "waiting");
    assert.match(readFileSync(beatFile(folder, first.proposal.trial, 1), "utf8"), /"over":true/);
    assert.equal(code, 0);
  });

  it("ends with the exit code of the most frequent failure where no trial is done", async () => {
    const parameters = { "training.optimizer.learningRate": { choice: [1e30, 1e31] } };
    terminal.write("iris.network.json", irisSweep({ sweep: { parameters, search: { type: "grid" } } }));
    const { code, stdout, stderr } = await terminal.call("sweep", "iris.network.json");
    assert.match(stderr, /^\d+ workers?: \d+ processors?; a worker takes \S+ MB, \S+ GB of memory are free.*\n$/);
    assert.match(stdout, /^trial \d {2}failed: /m);
    assert.match(stdout, /^over: 0 trials done, 2 failed$/m);
    assert.equal(code, 4);
  });

  it("comes out the same when it is verified, and says what does not", async () => {
    await terminal.call("sweep", "iris.network.json", "--workers", "1");
    const before = identityOf(join(terminal.path, group()));
    const same = await terminal.callHere("verify", group(), "--trials", "2");
    assert.match(
      same.stdout,
      /: 6 proposals in \d generations computed again; trained again: trial \d, \d; all the same, bit for bit\n$/,
    );
    assert.equal(same.code, 0);
    assert.deepEqual(identityOf(join(terminal.path, group())), before);

    const file = resultFile(join(terminal.path, group()), 2);
    const { checksum: _, ...result } = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, seal(JSON.stringify({ ...result, objectives: [0.5] }, null, 2)));
    const other = await terminal.callHere("verify", group(), "--json");
    assert.equal(other.code, 6);
    const { same: isSame, differences } = JSON.parse(other.stdout);
    assert.equal(isSame, false);
    assert.deepEqual(
      differences.map(({ trial, what }: { trial: number; what: string }) => [trial, what]),
      [[2, "objectives"]],
    );
  });
});
