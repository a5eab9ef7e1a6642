/** npm start runs between the terminal and the training: it passes exit codes on, and each signal once. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const foreground = pathToFileURL(resolve(__dirname, "../../scripts/lib/foreground.mjs")).href;

/** Counts its signals, takes a while to save, and exits with 100 + the number of signals. */
const saving = `
  let signals = 0;
  for (const name of ["SIGINT", "SIGTERM"]) {
    process.on(name, () => { if (signals++ === 0) setTimeout(() => process.exit(100 + signals), 300); });
  }
  setTimeout(() => process.exit(1), 10_000);
  console.log("ready");`;

function start(program: string): ChildProcess {
  const script = `const { runInForeground } = await import(${JSON.stringify(foreground)});
    runInForeground(["-e", ${JSON.stringify(program)}], {});`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "ignore"] });
}

describe("a program in the foreground", () => {
  it("gives its exit code on", async () => {
    assert.deepEqual(await once(start("process.exit(4)"), "exit"), [4, null]);
  });

  it("ends by the signal that ended the program", async function () {
    if (process.platform === "win32") this.skip();
    assert.deepEqual(await once(start("process.kill(process.pid, 'SIGKILL')"), "exit"), [null, "SIGKILL"]);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`gets ${signal} once and is waited for while it saves`, async function () {
      if (process.platform === "win32") this.skip();
      // A terminal would signal all three processes; here only the outer one gets the signal.
      const outer = start(saving);
      await once(outer.stdout as NodeJS.ReadableStream, "data");
      outer.kill(signal);
      assert.deepEqual(await once(outer, "exit"), [101, null]);
    });
  }
});
