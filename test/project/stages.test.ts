/** npm test counts what its stages tell, hides no later stage behind a failed one, and takes silence for failure. */
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
  /** What the stage's program does; it writes its counts with `count`. */
  program: string;
  lacks?: string;
}

const count = (passed: number, failed: number, skipped: number) =>
  `fs.writeFileSync(process.env.MATRIX_NETWORK_COUNTS, '${JSON.stringify({ passed, failed, skipped })}');`;

describe("the stages of npm test", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stages-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The last line of what was said, which is the total, and all of it. */
  function run(
    stages: Stage[],
    options: { strict?: boolean; grep?: string; lanes?: number } = {},
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

  it("are named again at the end where they failed, with the reason", () => {
    const counts = { passed: 1, failed: 1, skipped: 0, failures: [{ name: "adds", why: "Error: 3 is not 4" }] };
    const { said, total } = run([
      { name: "unit", program: `fs.writeFileSync(process.env.MATRIX_NETWORK_COUNTS, '${JSON.stringify(counts)}');` },
      { name: "silent", program: "" },
    ]);
    assert.equal(total, "1 passed, 2 failed, 0 skipped");
    const recap = said.slice(said.indexOf("=== what failed"));
    assert.match(recap, /unit: adds\nError: 3 is not 4\n[\s\S]*silent: see above/);
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

  it("run check by check before any test", () => {
    const leave = (name: string) => `fs.appendFileSync(${JSON.stringify(join(folder, "order"))}, "${name} ");`;
    const slow = (name: string) => `setTimeout(() => { ${leave(name)} }, 150)`;
    run(
      [
        { name: "one", check: true, program: slow("one") },
        { name: "two", check: true, program: leave("two") },
        { name: "three", program: leave("three") },
      ],
      { lanes: 2 },
    );
    assert.equal(readFileSync(join(folder, "order"), "utf8"), "one two three ");
  });

  it("get the settings that they need", () => {
    const program = `if (process.env.GIVEN === "given") { ${count(1, 0, 0)} }`;
    assert.equal(run([{ name: "unit", program }]).total, "1 passed, 0 failed, 0 skipped");
  });
});
