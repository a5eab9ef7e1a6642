/** The contents of stdout and stderr: only NDJSON for programs, plain lines without a terminal. */
import assert from "node:assert/strict";
import { execSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { typed } from "../../src/cli/report/summaryLines";
import { eventSchema } from "../../src/protocol/events";
import { readEvents } from "../../src/runs/events";
import { bundled } from "../bundled";
import { trainEdited } from "../trainer/editedRun";
import { irisConfig } from "../trainer/workspace";
import { Terminal } from "./terminal";

/** Its only minibatch holds all examples, which causes a warning. */
const warned = irisConfig({ training: { epochs: 3, batchSize: 500, schedule: { type: "constant" } } });

describe("a path in a printed command", () => {
  it("is quoted on Windows as both PowerShell and cmd understand it", () => {
    const plain = "C:\\Users\\Zoë\\runs\\20261130T123119Z-1a2b";
    assert.equal(typed(plain, "win32"), plain);
    assert.equal(typed("C:\\my runs\\a", "win32"), '"C:\\my runs\\a"');
    // A list and a variable in PowerShell.
    assert.deepEqual([typed("a,b", "win32"), typed("@a", "win32")], ['"a,b"', '"@a"']);
  });

  it("is quoted elsewhere for sh, where a backslash is a part of a name", () => {
    assert.deepEqual([typed("a\\b", "linux"), typed("it's", "darwin")], ["'a\\b'", "'it'\\''s'"]);
    assert.equal(typed("/runs/a,b@1", "darwin"), "/runs/a,b@1");
  });
});

describe("the command line says", () => {
  let terminal: Terminal;

  before(() => bundled("src/cli/main.ts"));
  beforeEach(() => {
    terminal = new Terminal();
    terminal.write("iris.network.json", warned);
  });
  afterEach(() => terminal.remove());

  it("commands that a shell takes as they are printed, whatever the names", async () => {
    terminal.write("my net's ünits $5.network.json", warned);
    const { stdout } = await terminal.call("train", "my net's ünits $5.network.json");
    const command = /^evaluate +(node .*)$/m.exec(stdout)?.[1] ?? "";
    const shown = execSync(command, { cwd: terminal.path, encoding: "utf8" });
    assert.match(shown, /^\.matrix-network.my net's ünits \$5.[0-9TZ]+-[0-9a-f]{4}, weights of epoch \d+/);
  });

  it("with --json one event a line and nothing else, the same as the run keeps", async () => {
    const { stdout, stderr, code } = await terminal.call("train", "iris.network.json", "--json");
    assert.deepEqual({ stderr, code }, { stderr: "", code: 0 });
    assert.ok(stdout.endsWith("\n"));
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => eventSchema.parse(JSON.parse(line)));
    assert.deepEqual(
      events.slice(0, 2).map(({ type }) => type),
      ["hello", "started"],
    );
    assert.ok(events.some(({ type }) => type === "warning"));
    const kept = events.filter(({ type }) => type !== "hello" && type !== "progress");
    assert.deepEqual(kept, await readEvents(join(terminal.path, terminal.run())));
  });

  it("with --json what failed as an event on stdout, and in words on stderr", async () => {
    terminal.write("iris.network.json", "{");
    const { stdout, stderr, code } = await terminal.call("train", "iris.network.json", "--json");
    const [hello, failed] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(hello.type, "hello");
    assert.equal(failed.type, "failed");
    assert.deepEqual({ stderr, code }, { stderr: `${failed.message}\n`, code: 2 });
  });

  it("with check how a table is written: its fields with --json, a sentence with --verbose, nothing otherwise", async () => {
    terminal.write("table.csv", "a;k\n1,5;x\n2,5;y\n3,5;x\n4,5;y\n");
    const data = { format: "csv", path: "table.csv", label: "k", validation: { fraction: 0.5 } };
    const config = irisConfig({ data, layers: [{ units: 2, activation: "softmax" }] });
    terminal.write("table.network.json", config);
    const said = async (...options: string[]) => {
      const { stdout, code } = await terminal.callHere("check", "table.network.json", ...options);
      assert.equal(code, 0, stdout);
      return stdout.split("\n").filter((line) => line.includes("table.csv"));
    };
    const form = { encoding: "utf-8", delimiter: ";", decimal: ",", header: true, skipLines: 0, missingValues: [] };
    const [line] = await said("--json");
    assert.deepEqual(JSON.parse(line), { file: "table.network.json", tables: [{ path: "table.csv", form }] });
    assert.deepEqual(await said("--verbose"), [
      "table.network.json: table.csv: UTF-8, separated by semicolons, decimal commas, the first line names the columns",
    ]);
    assert.deepEqual(await said(), []);
  });

  it("with check what a run will take on the disk, as a line or as JSON, unless the config has an error", async () => {
    terminal.write(
      "iris.network.json",
      irisConfig({ training: { epochs: 10, keepEvery: 1, optimizer: { type: "adam", learningRate: 0.01 } } }),
    );
    const { stdout } = await terminal.callHere("check", "iris.network.json");
    assert.match(
      stdout,
      /^iris\.network\.json: a run takes about [\d.]+ kB on the disk: best\.npz and last\.npz \([\d.]+ kB each\), the weights of 10 epochs \([\d.]+ kB each\), the optimizer's state at 4 of them \([\d.]+ kB each\), metrics\.jsonl and log\.txt \([\d.]+ kB\)$/m,
    );
    const { stdout: json } = await terminal.callHere("check", "iris.network.json", "--json");
    const { file, disk } = JSON.parse(json.trim().split("\n").at(-1) ?? "");
    assert.deepEqual([file, disk.kept, disk.keyframes], ["iris.network.json", 10, 4]);
    const sweep = { parameters: { "layers[0].units": { integer: [2, 99] } }, search: { type: "random", trials: 40 } };
    terminal.write("iris.network.json", { ...irisConfig(), sweep });
    assert.match(
      (await terminal.callHere("check", "iris.network.json")).stdout,
      /^iris\.network\.json: a run takes .*\niris\.network\.json: a sweep takes at most about [\d.]+ [kM]B on the disk: 40 trainings \(at most [\d.]+ kB each\)$/m,
    );
    terminal.write("iris.network.json", { ...irisConfig(), layers: [{ units: 7, activation: "softmax" }] });
    assert.doesNotMatch((await terminal.callHere("check", "iris.network.json")).stdout, /on the disk/);
  });

  it("what the examples lack of the data, in train's output and in its event, and nothing where they have all", async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i + 0.5},${["x", "y"][i % 2]}`);
    const data = { format: "csv", path: "table.csv", label: "k", missing: "drop" };
    const layers = [{ units: 2, activation: "softmax" }];
    terminal.write("table.network.json", irisConfig({ data, layers, training: { epochs: 1, batchSize: 4 } }));
    const train = async (text: string, ...options: string[]) => {
      terminal.write("table.csv", text);
      const { stdout, code } = await terminal.callHere("train", "table.network.json", ...options);
      assert.equal(code, 0, stdout);
      return stdout.trimEnd().split("\n");
    };
    const gaps = `a,k\n${rows.join("\n")}\n,x\nNA,y\n`;
    const why = 'table.csv: 2 rows where "a" is empty or "NA"';
    assert.deepEqual(
      (await train(gaps)).filter((line) => line.startsWith("left out")),
      [`left out: ${why}`],
    );
    const events = (await train(gaps, "--json")).map((line) => eventSchema.parse(JSON.parse(line)));
    const started = events.find((event) => event.type === "started");
    const values = { file: "table.csv", rows: 2, column: "a", fields: ["", "NA"] };
    const said = [{ id: "left-out/missing", values }];
    assert.deepEqual(started?.leftOut, { rows: 2, columns: 0, files: 0, why: [why], said });
    const whole = await train(`a,k\n${rows.join("\n")}\n`);
    assert.ok(!whole.join("\n").includes("left out"));
  });

  it("to a pipe a plain line for every epoch, where the run is and how to go on", async () => {
    const { stdout, stderr } = await terminal.call("train", "iris.network.json");
    assert.ok(!stdout.includes("\u001b"), "colours or movements in a pipe");
    const lines = stdout.trimEnd().split("\n");
    assert.match(lines[0], /^iris\.network\.json: \[4, 6, 3\], 57 parameters, seed 5$/);
    assert.equal(lines.filter((line) => /^epoch \d\/3 {2}cost /.test(line)).length, 3);
    assert.match(stderr, /^iris\.network\.json:1:\d+: warning: training\.batchSize: /);
    assert.ok(lines.includes(`run       ${terminal.run()}`));
    const goOn = lines.at(-1)?.split(" resume ")[1].split(" ") ?? [];
    const { code } = await terminal.call("resume", ...goOn);
    assert.equal(code, 0, "what it proposes does not work");
  });

  it("what was set in the debugger before, when a run goes on", async () => {
    const set = { epoch: 1, batch: 1, operation: "update 0", target: "W0", index: [1, 2], to: 0.25 };
    const file = join(terminal.path, "iris.network.json");
    await trainEdited({ train: file, backend: "wasm" }, [set], { stopAfter: 2 });
    const { stdout } = await terminal.callHere("resume", terminal.run());
    assert.match(stdout, /^set in the debugger before: W1\[1,2\] 0 → 0\.25$/m);
    assert.match(stdout, /^debugger {2}1 value set$/m);
  });

  it("the run's figures when it is evaluated, and its state in the list of runs", async () => {
    await terminal.callHere("train", "iris.network.json");
    const evaluated = await terminal.callHere("evaluate", terminal.run(), "--json");
    const { sets, epoch } = JSON.parse(evaluated.stdout);
    const ended = await readEvents(join(terminal.path, terminal.run()));
    const best = ended.find((event) => event.type === "epoch" && event.epoch === epoch);
    assert.ok(best?.type === "epoch");
    const accuracy = (name: string) => sets.find((set: { name: string }) => set.name === name).accuracy;
    assert.deepEqual([accuracy("validation"), accuracy("test")], [best.validationAccuracy, best.testAccuracy]);
    const { stdout } = await terminal.callHere("runs");
    assert.match(stdout, /^network +state +epochs +best +time +run\niris +completed +3\/3 +\d+\.\d\d% /);
    const [listed] = (await terminal.callHere("runs", "--json")).stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(listed.state, "completed");
    writeFileSync(join(terminal.path, terminal.run(), "label.json"), '{"name": "first try", "pinned": true}');
    assert.match((await terminal.callHere("runs")).stdout, /^network +name +state .*\niris +★ first try +completed /);
  });

  it("the machine of a run that it cannot ask", async () => {
    await terminal.callHere("train", "iris.network.json");
    const run = join(terminal.path, terminal.run());
    const file = join(run, "metrics.jsonl");
    const unfinished = readFileSync(file, "utf8").split("\n").slice(0, 3);
    writeFileSync(file, `${unfinished.join("\n")}\n`);
    const lock = { pid: 1, host: "elsewhere", heartbeat: "2001-01-01T00:00:00.000Z", token: "a", beats: 3 };
    writeFileSync(join(run, "lock"), JSON.stringify(lock));
    const { stdout } = await terminal.callHere("runs");
    assert.match(stdout, /\niris +running \(on elsewhere\) +1\/3 /);
    assert.match(stdout, /\non a host: .*resume watches it for a minute\n$/);
    const listed = JSON.parse((await terminal.callHere("runs", "--json")).stdout);
    assert.deepEqual([listed.state, listed.host], ["running", "elsewhere"]);
  });

  it("what this machine can train on, for people and for programs", async () => {
    const { stdout } = await terminal.callHere("backends", "--json");
    const backends = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(backends.find(({ name }) => name === "wasm").available, true);
    const text = (await terminal.callHere("backends")).stdout;
    for (const { name, description } of backends) assert.ok(text.includes(name) && text.includes(description), name);
  });
});
