/** A large table takes the memory of its numbers, whatever its file takes. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const cli = resolve(__dirname, "../../dist/cli.js");
const columns = 20;
const rowsPerBlock = 2500;
const numbers = (row: number) => Array.from({ length: columns }, (_, i) => (((row + 1) * (i + 7)) % 997) / 8);
const block = Array.from({ length: rowsPerBlock }, (_, row) => `${numbers(row).join()},${"ab"[row % 2]}\n`).join("");
const table = (blocks: number) => blocks * rowsPerBlock * (columns + 1) * 4;

describe("a CSV file", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
    const told = "process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS))";
    writeFileSync(join(folder, "tell.cjs"), told);
  });
  after(() => rmSync(folder, { recursive: true }));

  /** The most memory that the command line has held while it checked a table of so many blocks, in bytes. */
  function peak(blocks: number): number {
    const file = openSync(join(folder, "large.csv"), "w");
    writeSync(file, `${Array.from({ length: columns }, (_, i) => `c${i}`).join()},kind\n`);
    for (let i = 0; i < blocks; i++) writeSync(file, block);
    closeSync(file);
    const data = { format: "csv", path: "large.csv", label: "kind", validation: { fraction: 0.2 } };
    const config = { version: 1, data, layers: [{ units: 2, activation: "softmax" }] };
    writeFileSync(join(folder, "large.network.json"), JSON.stringify(config));
    // A small nursery, so that what counts is what is kept and not when garbage was collected last.
    const args = ["--max-semi-space-size=1", "--require", join(folder, "tell.cjs"), cli, "check", "large.network.json"];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return Number(/peak (\d+)/.exec(stderr)?.[1]) * 1024;
  }

  it("of 8 MB takes its table in float32 and 35 MB at most, beyond what a small one takes", () => {
    const [small, large] = [1, 25];
    const grown = peak(large) - peak(small);
    const numbersAlone = table(large) - table(small);
    const message = `${Math.round(grown / 1e6)} MB more for a table of ${Math.round(numbersAlone / 1e6)} MB`;
    assert.ok(grown < numbersAlone + 35e6, message);
  }).timeout(120_000);
});
