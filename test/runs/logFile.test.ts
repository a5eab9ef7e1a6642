import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { LogFile, readLog } from "../../src/runs/logFile";
import { TemporaryFolder } from "./folder";

describe("the log of a run", () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => folder.remove());

  it("keeps the newest whole lines when it grows too long", async () => {
    const log = new LogFile(folder.path, 2000);
    for (let i = 0; i < 500; i++) {
      log.write(`line ${i}`);
      if (i % 50 === 0) await log.flush();
      if (i > 0) assert.ok(statSync(join(folder.path, "log.txt")).size <= 2100);
    }
    await log.flush();
    const lines = readFileSync(join(folder.path, "log.txt"), "utf8").trimEnd().split("\n");
    const numbers = lines.map((line) => Number(/^\S+Z line (\d+)$/.exec(line)?.[1]));
    assert.ok(lines.length > 20);
    assert.deepEqual(
      numbers,
      Array.from(lines, (_, i) => 500 - lines.length + i),
    );
  });

  it("goes on where an earlier session left off", async () => {
    for (const text of ["one", "two"]) {
      const log = new LogFile(folder.path);
      log.write(text);
      await log.flush();
    }
    const lines = await readLog(folder.path, 10);
    assert.deepEqual(
      lines.map((line) => line.split(" ")[1]),
      ["one", "two"],
    );
  });

  it("gives its last lines, and none where there is no log", async () => {
    assert.deepEqual(await readLog(folder.path, 3), []);
    const log = new LogFile(folder.path);
    for (let i = 0; i < 100; i++) log.write(`line ${i}`);
    await log.flush();
    const lines = await readLog(folder.path, 3);
    assert.deepEqual(
      lines.map((line) => line.replace(/^\S+ /, "")),
      ["line 97", "line 98", "line 99"],
    );
  });

  it("stops nothing when it cannot be written", async () => {
    const log = new LogFile(join(folder.path, "missing"));
    log.write("lost");
    await log.flush();
    assert.deepEqual(await readLog(join(folder.path, "missing"), 3), []);
  });
});
