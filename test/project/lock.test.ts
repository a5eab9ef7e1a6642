/** Only one process at a time sets up the VS Code server, and the lock of a dead process does not block it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const script = pathToFileURL(resolve(__dirname, "../../scripts/lib/lock.mjs")).href;

describe("a lock", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-"));
    path = join(folder, "deeper", "lock");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts a process that takes the lock, holds it for a while, and records when it takes and releases it. */
  const holder = (name: string) => {
    const program = `
      import { appendFileSync } from "node:fs";
      const { withLock } = await import(${JSON.stringify(script)});
      const note = (what) => appendFileSync(${JSON.stringify(join(folder, "log"))}, what + " ");
      withLock(${JSON.stringify(path)}, () => {
        note("${name}");
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
        note("${name}");
      });`;
    return spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "ignore" });
  };

  it("lets one process in after the other", async () => {
    const all = ["a", "b", "c"].map(holder);
    await Promise.all(all.map((child) => once(child, "exit")));
    assert.match(readFileSync(join(folder, "log"), "utf8"), /^(\w) \1 (\w) \2 (\w) \3 $/);
    assert.ok(!existsSync(path));
  });

  it("of a process that is gone is taken over", async () => {
    const gone = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
    await once(gone, "exit");
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "owner.json"), JSON.stringify({ pid: gone.pid, host: hostname() }));
    const [code] = await once(holder("a"), "exit");
    assert.equal(code, 0);
  });

  it("of a process that is there is waited for", async () => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "owner.json"), JSON.stringify({ pid: process.pid, host: hostname() }));
    const waiting = holder("a");
    const ended = once(waiting, "exit");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.ok(!existsSync(join(folder, "log")), "it went in");
    rmSync(path, { recursive: true });
    await ended;
    assert.equal(readFileSync(join(folder, "log"), "utf8"), "a a ");
  });
});
