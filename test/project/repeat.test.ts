/** scripts/repeat.mjs: its arguments, its table, and the processes that it keeps busy. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const scripts = resolve(__dirname, "../../scripts");
const url = (name: string) => pathToFileURL(resolve(scripts, "lib", name)).href;

describe("the script that repeats stages", () => {
  const refusal = (...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [resolve(scripts, "repeat.mjs"), ...args], {
      encoding: "utf8",
    });
    assert.equal(status, 2);
    return stderr;
  };

  it("says how it is called where it is called otherwise", () => {
    for (const args of [
      [],
      ["e2e"],
      ["e2e", "0"],
      ["e2e", "often"],
      ["e2e", "2", "--busy", "much"],
      ["e2e", "2", "3"],
    ]) {
      assert.match(refusal(...args), /^node scripts\/repeat\.mjs STAGE\[,STAGE…\] N/);
    }
  });

  it("names the stages where one is not known", () => {
    assert.match(refusal("e2e,moon", "2"), /^moon: no such stage; there are build, .*python\n$/);
  });

  it("prints a line for each stage of a round, and below it what failed", async () => {
    const { table } = await import(url("table.mjs"));
    const failures = [{ name: "the panel opens" }];
    const text = table([
      { round: 1, name: "e2e", passed: 4, failed: 1, skipped: 0, seconds: 61.04, failures },
      { round: 2, name: "e2e", passed: 5, failed: 0, skipped: 0, seconds: 9.5, failures: [] },
    ]);
    assert.equal(
      text,
      [
        "round  stage  passed  failed  skipped  seconds",
        "    1  e2e         4       1        0     61.0",
        "    the panel opens",
        "    2  e2e         5       0        0      9.5",
      ].join("\n"),
    );
  });

  it("ends what it keeps busy when it stops, and when it is killed", async function () {
    if (process.platform === "win32") this.skip();
    const program = `
      const { busyProcesses } = await import(${JSON.stringify(url("busy.mjs"))});
      const { pids, stop } = busyProcesses(1);
      const more = busyProcesses(1).pids;
      console.log(JSON.stringify([...pids, ...more]));
      stop();
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [stopped, orphan] = JSON.parse(String((await once(child.stdout, "data"))[0]));
    await until(() => !runs(stopped));
    assert.ok(runs(orphan));
    child.kill("SIGKILL");
    await until(() => !runs(orphan));
  });
});

/** A zombie, whose parent has not reaped it, does not count as running. */
const runs = (pid: number) =>
  /^[^Z]/.test(spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout);

/** Polls for up to ten seconds. */
async function until(look: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !look(); ) {
    assert.ok(Date.now() < end, "it still runs");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
