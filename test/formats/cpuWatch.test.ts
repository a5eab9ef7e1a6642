/** The watchdog of damaged files' readers: it kills a process whose work never returns, but not one that waits. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { bundled } from "../bundled";

describe("the watch on CPU time", () => {
  /** @param work a function that gets the watch, as source text */
  async function run(work: string) {
    const path = JSON.stringify(await bundled("test/formats/cpuWatch.ts"));
    const program = `(${work})(new (require(${path}).CpuWatch)(100, "more than 100 ms for file"))`;
    const { signal, stderr, stdout, status } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8" });
    return { signal, stderr, stdout, status };
  }

  it("ends work that never returns, and says which it was", async () => {
    const found = await run("(watch) => watch.watch(7, () => { for (;;); })");
    assert.deepEqual(found, { signal: "SIGKILL", stderr: "more than 100 ms for file 7\n", stdout: "", status: null });
  });

  it("says how much time was taken, without that of waiting", async () => {
    const found = await run(`async (watch) => {
      const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      console.log((await watch.watch(1, () => later(300))) < 100);
      for (const start = process.cpuUsage().user; process.cpuUsage().user - start < 2e5; );
      console.log((await watch.watch(2, () => later(150))) < 100);
    }`);
    assert.deepEqual(found, { signal: null, stderr: "", stdout: "true\ntrue\n", status: 0 });
  });
});
