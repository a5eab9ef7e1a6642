/** A large table needs the memory of its numbers, whatever the size of its file. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { tellPeak } from "../../bench/peakMemory";

const cli = resolve(__dirname, "../../dist/cli.js");
const columns = 20;
const blocks = 100;
const rowsPerBlock = 2500;

describe("a CSV file", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("of 40 MB takes its table in float32 and 200 MB at most", () => {
    const numbers = (row: number) => Array.from({ length: columns }, (_, i) => (((row + 1) * (i + 7)) % 997) / 8);
    const block = Array.from({ length: rowsPerBlock }, (_, row) => `${numbers(row).join()},${"ab"[row % 2]}\n`).join(
      "",
    );
    const file = openSync(join(folder, "large.csv"), "w");
    writeSync(file, `${Array.from({ length: columns }, (_, i) => `c${i}`).join()},kind\n`);
    for (let i = 0; i < blocks; i++) writeSync(file, block);
    closeSync(file);
    const data = { format: "csv", path: "large.csv", label: "kind", validation: { fraction: 0.2 } };
    const config = { version: 1, data, layers: [{ units: 2, activation: "softmax" }] };
    writeFileSync(join(folder, "large.network.json"), JSON.stringify(config));
    const args = ["--import", tellPeak, cli, "check", "large.network.json"];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const peak = Number(/peak (\d+)/.exec(stderr)?.[1]) * 1024;
    const table = blocks * rowsPerBlock * (columns + 1) * 4;
    assert.ok(peak < table + 200e6, `${Math.round(peak / 1e6)} MB for a table of ${Math.round(table / 1e6)} MB`);
  }).timeout(120_000);
});
