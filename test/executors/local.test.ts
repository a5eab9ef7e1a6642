/** Workers on this machine: as many as fit, below everything else, and gone when they are cancelled. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { getPriority } from "node:os";
import { join } from "node:path";
import { fittingWorkers, localExecutor } from "../../src/executors/local";
import { environmentOfWorkers } from "../../src/executors/program";
import { until } from "../e2e/until";
import { temporaryFolder } from "../launch/temporary";

const gibibyte = 1024 ** 3;

describe("workers on this machine", () => {
  const folder = temporaryFolder("local");
  after(() => folder.remove());

  it("are one for each processor, fewer where memory is short, and one at least", () => {
    assert.equal(fittingWorkers(gibibyte, { processors: 8, freeBytes: 64 * gibibyte }), 8);
    assert.equal(fittingWorkers(gibibyte, { processors: 8, freeBytes: 4 * gibibyte }), 3);
    assert.equal(fittingWorkers(gibibyte, { processors: 8, freeBytes: gibibyte / 2 }), 1);
  });

  it("run with the group and one thread, give way to others, and end when they are cancelled", async () => {
    const script = join(folder.path, "worker.cjs");
    // Stands in for dist/cli.js: says with what it was started, and ends well at SIGTERM.
    writeFileSync(
      script,
      `const fs = require("node:fs");
       const name = "started-" + process.pid;
       process.on("SIGTERM", () => { fs.writeFileSync("ended-" + process.pid, ""); process.exit(0); });
       fs.writeFileSync(name + ".new", JSON.stringify(process.argv.slice(2)));
       fs.renameSync(name + ".new", name);
       console.log("a line of the worker");
       setInterval(() => {}, 1000);`,
    );
    const group = join(folder.path, "sweep-1");
    mkdirSync(group);
    const executor = localExecutor({ type: "local", workers: 2 }, { group, folder: folder.path, script });
    assert.deepEqual(executor.lines, []);
    assert.deepEqual(await executor.start(), { workers: 2 });
    const started = () => readdirSync(folder.path).filter((name) => /^started-\d+$/.test(name));
    try {
      await until(async () => started().length === 2, "both have started");
      for (const name of started()) {
        const args = JSON.parse(readFileSync(join(folder.path, name), "utf8"));
        assert.deepEqual(args, ["worker", group, "--threads", "1"]);
        if (process.platform !== "win32")
          assert.equal(getPriority(Number(name.split("-")[1])), Math.max(getPriority(), 10));
      }
    } finally {
      await executor.cancel();
    }
    assert.match(readFileSync(join(group, "workers", "local.txt"), "utf8"), /a line of the worker\n/);
    if (process.platform === "win32") return;
    assert.equal(readdirSync(folder.path).filter((name) => name.startsWith("ended-")).length, 2);
  });

  it("do not inherit what VS Code sets for its own processes", () => {
    const debugged = "--require /x/ms-vscode.js-debug/src/bootloader.js";
    assert.deepEqual(
      environmentOfWorkers({ PATH: "/bin", VSCODE_PID: "1", ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: debugged }),
      { PATH: "/bin" },
    );
    assert.deepEqual(environmentOfWorkers({ NODE_OPTIONS: "--max-old-space-size=100" }), {
      NODE_OPTIONS: "--max-old-space-size=100",
    });
  });
});
