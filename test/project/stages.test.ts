/**
 * npm test adds up the counts of its stages, runs the stages after a failed one, and treats missing counts as a
 * failure.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const script = pathToFileURL(resolve(__dirname, "../../scripts/lib/runStages.mjs")).href;

interface Stage {
  name: string;
  check?: boolean;
  after?: string;
  waits?: boolean;
  /** The stage's program; it writes its counts with `count`. */
  program: string;
  lacks?: string;
}

interface Failure {
  name: string;
  why: string;
  screenshot?: string;
}

/** Returns code that writes the file of countingReporter.cjs. */
const report = (passed: number, failures: Failure[], skipped: string[]) =>
  `fs.writeFileSync(process.env.MATRIX_NETWORK_COUNTS, ${JSON.stringify(JSON.stringify({ passed, failures, skipped }))});`;

const count = (passed: number, failed: number, skipped: number) =>
  report(
    passed,
    Array.from({ length: failed }, (_, i) => ({ name: `failed ${i}`, why: "" })),
    Array.from({ length: skipped }, (_, i) => `skipped ${i}`),
  );

describe("the stages of npm test", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stages-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the stages; returns the whole output, and its last line, the total. */
  function run(
    stages: Stage[],
    options: { strict?: boolean; grep?: string; lanes?: number; grace?: number } = {},
  ): { total: string; said: string } {
    const program = `
      const { runStages, sentence } = await import(${JSON.stringify(script)});
      const total = { passed: 0, failed: 0, skipped: 0 };
      const stages = ${JSON.stringify(stages)}.map(({ program, lacks, ...stage }) => ({
        ...stage,
        command: [process.execPath, "-e", program, "--"],
        needs: () => { if (lacks) throw new Error(lacks); return { GIVEN: "given" }; },
      }));
      await runStages(stages, total, ${JSON.stringify({ ...options, folder })});
      console.log(sentence(total));`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
    return { total: stdout.trim().split("\n").at(-1) ?? "", said: stdout };
  }

  it("are counted, a check as one test", () => {
    const { total } = run([
      { name: "check", check: true, program: "" },
      { name: "unit", program: count(3, 0, 1) },
    ]);
    assert.equal(total, "4 passed, 0 failed, 1 skipped");
  });

  it("run on after one has failed", () => {
    const { total } = run([
      { name: "check", check: true, program: "process.exit(1)" },
      { name: "unit", program: `${count(2, 1, 0)} process.exit(1)` },
      { name: "last", program: count(1, 0, 0) },
    ]);
    assert.equal(total, "3 passed, 2 failed, 0 skipped");
  });

  it("are named again at the end where they failed: with the test, its error, its screenshot and its window's log", () => {
    const log = ["[info] trainer.js resume", "[info] trainer.js ended: 3"];
    const failures = [{ name: "adds", why: "Error: 3 is not 4", screenshot: resolve("test-results/adds.png"), log }];
    const { said, total } = run([
      { name: "unit", program: report(1, failures, []) },
      { name: "silent", program: "" },
    ]);
    assert.equal(total, "1 passed, 2 failed, 0 skipped");
    const recap = said.slice(said.indexOf("=== what failed"));
    assert.match(
      recap,
      /unit: adds\nError: 3 is not 4\nscreenshot: test-results.adds\.png\nthe extension's log:\n {2}\| .* resume\n/,
    );
    assert.match(recap, /silent: ended with code 0 before its tests were counted\n/);
  });

  it("repeat at the end the last 20 lines that were printed before a test failed", () => {
    const failures = [
      { name: "suite adds", why: "Error: 3 is not 4" },
      { name: "suite divides", why: "Error: 1 is not 2" },
    ];
    const lines = Array.from({ length: 30 }, (_, i) => `line ${i}`);
    const printed = [...lines, "    1) adds", "between", "    2) divides", "  2 failing", "  1) suite", "       adds:"];
    const program = `console.log(${JSON.stringify(printed.join("\n"))}); ${report(0, failures, [])}`;
    const { said } = run([{ name: "unit", program }]);
    const [, first, second] = said.slice(said.indexOf("=== what failed")).split(/^unit: suite /m);
    const shown = (text: string) => [...text.matchAll(/^ {2}\| (.*)$/gm)].map(([, line]) => line);
    assert.deepEqual(shown(first), lines.slice(-20));
    assert.deepEqual(shown(second), [...lines.slice(-18), "    1) adds", "between"]);
  });

  it("fail where no test ran", () => {
    assert.equal(run([{ name: "unit", program: count(0, 0, 0) }]).total, "0 passed, 1 failed, 0 skipped");
  });

  it("may be without a test where tests are chosen by name", () => {
    const { total } = run([{ name: "unit", program: count(0, 0, 0) }], { grep: "softmax" });
    assert.equal(total, "0 passed, 0 failed, 0 skipped");
  });

  it("fail where the program ends before it has counted, or badly after it has", () => {
    const { total } = run([
      { name: "silent", program: "" },
      { name: "killed", program: `${count(5, 0, 0)} process.kill(process.pid, "SIGKILL")` },
    ]);
    assert.equal(total, "5 passed, 2 failed, 0 skipped");
  });

  it("do not read the counts of an earlier run", () => {
    run([{ name: "unit", program: count(5, 0, 0) }]);
    assert.equal(run([{ name: "unit", program: "" }]).total, "0 passed, 1 failed, 0 skipped");
  });

  it("are skipped where something lacks that has to be installed, and say what", () => {
    const { total, said } = run([{ name: "editor", program: "", lacks: "it needs chromium" }]);
    assert.match(said, /it needs chromium/);
    assert.equal(total, "0 passed, 0 failed, 1 skipped");
  });

  it("count a skipped test as a failed one where nothing may be skipped", () => {
    const { total } = run(
      [
        { name: "editor", program: "", lacks: "it needs chromium" },
        { name: "unit", program: count(1, 0, 2) },
      ],
      { strict: true },
    );
    assert.equal(total, "1 passed, 3 failed, 0 skipped");
  });

  it("run two at a time, and are told in their order all the same", () => {
    const together = `
      const until = Date.now() + 20_000;
      const look = () => { if (!fs.existsSync("seen")) { if (Date.now() < until) setTimeout(look, 20); return; } console.log("first"); ${count(1, 0, 0)} };
      process.chdir(${JSON.stringify("FOLDER")}); look();`;
    const second = `process.chdir(${JSON.stringify("FOLDER")}); fs.writeFileSync("seen", ""); console.log("second"); ${count(1, 0, 0)}`;
    const here = (program: string) => program.replaceAll('"FOLDER"', JSON.stringify(folder));
    const { total, said } = run(
      [
        { name: "one", program: here(together) },
        { name: "two", program: here(second) },
      ],
      { lanes: 2 },
    );
    assert.equal(total, "2 passed, 0 failed, 0 skipped");
    assert.ok(said.indexOf("first") < said.indexOf("=== two"), said);
    assert.ok(said.indexOf("=== two") < said.indexOf("second"), said);
  });

  it("run beside the lanes where they mostly wait", () => {
    const seen = join(folder, "seen");
    const untilSeen = `
      const until = Date.now() + 20_000;
      const look = () => {
        if (fs.existsSync(${JSON.stringify(seen)})) { ${count(1, 0, 0)} }
        else if (Date.now() < until) setTimeout(look, 20);
      };
      look();`;
    const { total } = run(
      [
        { name: "busy", program: untilSeen },
        { name: "beside", waits: true, program: `fs.writeFileSync(${JSON.stringify(seen)}, ""); ${count(1, 0, 0)}` },
      ],
      { lanes: 1 },
    );
    assert.equal(total, "2 passed, 0 failed, 0 skipped");
  });

  it("wait for the stage that they come after, also where it fails", () => {
    const order = join(folder, "order");
    const leave = (name: string) => `fs.appendFileSync(${JSON.stringify(order)}, "${name} ");`;
    const untilTwo = `
      const look = () => {
        const seen = fs.existsSync(${JSON.stringify(order)}) && fs.readFileSync(${JSON.stringify(order)}, "utf8");
        if (seen !== "two ") return setTimeout(look, 20);
        ${leave("one")}
        process.exitCode = 1;
      };
      look();`;
    const { total } = run(
      [
        { name: "one", check: true, program: untilTwo },
        { name: "two", check: true, program: leave("two") },
        { name: "three", after: "one", program: `${leave("three")} ${count(1, 0, 0)}` },
      ],
      { lanes: 2 },
    );
    assert.equal(readFileSync(order, "utf8"), "two one three ");
    assert.equal(total, "2 passed, 1 failed, 0 skipped");
  });

  it("fail where they leave a process behind, which is named and ended", function () {
    if (process.platform === "win32") this.skip();
    const pid = join(folder, "pid");
    const waits = "setInterval(() => {}, 1000)";
    const program = `
      const { spawn } = require("node:child_process");
      const child = spawn(process.execPath, ["-e", ${JSON.stringify(waits)}, "left behind"], { detached: true, stdio: "inherit" });
      fs.writeFileSync(${JSON.stringify(pid)}, String(child.pid));
      child.unref();
      ${count(1, 0, 0)}`;
    const { total, said } = run(
      [
        { name: "unit", program },
        { name: "clean", program: count(1, 0, 0) },
      ],
      { grace: 100 },
    );
    assert.equal(total, "2 passed, 1 failed, 0 skipped");
    const left = Number(readFileSync(pid, "utf8"));
    const recap = said.slice(said.indexOf("=== what failed"));
    assert.match(recap, new RegExp(`unit: left a process behind, which had to be ended\\n${left}: .* left behind\\n`));
    // The process is gone, or a zombie that its new parent has not reaped.
    assert.match(spawnSync("ps", ["-o", "stat=", "-p", String(left)], { encoding: "utf8" }).stdout, /^(Z|$)/);
  });

  it("name the run folder that a process left behind still holds", function () {
    if (process.platform !== "linux") this.skip();
    const waits = `require("node:fs").writeFileSync(process.env.LOCK, JSON.stringify({ pid: process.pid })); setInterval(() => {}, 1000)`;
    const program = `
      const LOCK = require("node:path").join(require("node:os").tmpdir(), "lock");
      const { spawn } = require("node:child_process");
      spawn(process.execPath, ["-e", ${JSON.stringify(waits)}], { detached: true, stdio: "ignore", env: { ...process.env, LOCK } }).unref();
      const look = () => fs.existsSync(LOCK) ? (${count(1, 0, 0).replace(";", "")}) : setTimeout(look, 20);
      look();`;
    const { said } = run([{ name: "unit", program }], { grace: 100 });
    assert.match(said, /had to be ended\n\d+: .*\n {2}holds .*lock\n/);
  });

  it("may have processes that end a moment after them", () => {
    const waits = "setTimeout(() => {}, 300)";
    const program = `
      require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(waits)}], { detached: true, stdio: "ignore" }).unref();
      ${count(1, 0, 0)}`;
    assert.equal(run([{ name: "unit", program }]).total, "1 passed, 0 failed, 0 skipped");
  });

  it("do not answer for the processes of another one that runs at the same time", () => {
    const wait = (file: string) => `
      const look = () => fs.existsSync(${JSON.stringify(file)}) ? 0 : setTimeout(look, 20); look();`;
    const [started, ended] = [join(folder, "started"), join(folder, "ended")];
    const touch = (file: string) => `fs.writeFileSync(${JSON.stringify(file)}, "");`;
    const { total } = run(
      [
        { name: "long", program: `${touch(started)} ${count(1, 0, 0)} ${wait(ended)}` },
        { name: "short", program: `${wait(started)} ${count(1, 0, 0)}` },
        { name: "next", program: `${touch(ended)} ${count(1, 0, 0)}` },
      ],
      { lanes: 2, grace: 100 },
    );
    assert.equal(total, "3 passed, 0 failed, 0 skipped");
  });

  it("get the settings that they need", () => {
    const program = `if (process.env.GIVEN === "given") { ${count(1, 0, 0)} }`;
    assert.equal(run([{ name: "unit", program }]).total, "1 passed, 0 failed, 0 skipped");
  });
});
