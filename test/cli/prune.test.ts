/** `runs --prune` on the command line: what it lists, deletes and refuses. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, utimesSync } from "node:fs";
import { basename, join } from "node:path";
import { changeLabel } from "../../src/runs/label";
import { readManifest, writeManifest } from "../../src/runs/manifest";
import { createRun } from "../../src/runs/writer";
import { bundled } from "../bundled";
import { manifest } from "../runs/folder";
import { Terminal } from "./terminal";

describe("runs --prune", () => {
  let terminal: Terminal;
  /** Oldest first. */
  let runs: string[];

  before(() => bundled("src/cli/main.ts"));
  beforeEach(async () => {
    terminal = new Terminal();
    runs = [];
    for (const daysAgo of [90, 60, 40, 20]) {
      const { folder, close } = await newRun();
      await close();
      const time = new Date(Date.now() - daysAgo * 86_400_000);
      await writeManifest(folder, { ...(await readManifest(folder)), created: time.toISOString() });
      utimesSync(join(folder, "metrics.jsonl"), time, time);
      runs.push(folder);
    }
  });
  afterEach(() => terminal.remove());

  const newRun = async () => {
    const configPath = join(terminal.path, "flowers.network.json");
    const writer = await createRun({ configPath, manifest });
    return { folder: writer.folder, close: () => writer.close() };
  };
  const names = () => readdirSync(join(terminal.path, ".matrix-network", "flowers")).sort();
  const ids = (...folders: string[]) => folders.map((folder) => basename(folder)).sort();

  it("lists what it would free and deletes nothing", async () => {
    const { code, stdout, stderr } = await terminal.callHere("runs", "--prune", "--keep", "2");
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    const [third, fourth, last] = stdout.trim().split("\n");
    assert.match(
      third,
      new RegExp(`^delete +[\\d.]+ kB  .*${basename(runs[1])}  number 3 of flowers from the newest$`),
    );
    assert.match(fourth, new RegExp(`${basename(runs[0])}  number 4 of flowers from the newest$`));
    assert.match(last, /^would free [\d.]+ kB; nothing was deleted; add --yes to delete$/);
    assert.deepEqual(names(), ids(...runs));
  });

  it("deletes with --yes what both rules remove, and leftovers, but never what is pinned", async () => {
    await changeLabel(runs[0], { pinned: true });
    const leftover = join(terminal.path, ".matrix-network", "flowers", ".deleted-1-00000000");
    mkdirSync(leftover);
    const args = ["runs", "--prune", "--keep", "1", "--older-than", "5w", "--yes"];
    const { code, stdout } = await terminal.callHere(...args);
    assert.equal(code, 0);
    assert.deepEqual(names(), ids(runs[0], runs[3]));
    assert.match(stdout, new RegExp(`^keep .*${basename(runs[0])} .*trained 90 days ago; kept: it is pinned$`, "m"));
    assert.match(stdout, /^freed [\d.]+ kB$/m);
    assert.ok(!existsSync(leftover));
  });

  it("says as JSON what it would do and what it did", async () => {
    await changeLabel(runs[0], { pinned: true });
    const call = async (...more: string[]) => {
      const { stdout } = await terminal.callHere("runs", "--prune", "--older-than", "50d", "--json", ...more);
      return stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    };
    const [free, pinned, sum, ...more] = await call();
    assert.equal(more.length, 0);
    assert.deepEqual(
      [free.kind, free.deleted, free.kept, basename(free.path)],
      ["run", false, undefined, ids(runs[1])[0]],
    );
    assert.deepEqual([pinned.kept, pinned.deleted], ["it is pinned", false]);
    assert.deepEqual(sum, { bytes: free.bytes, deleted: false });
    const [gone] = await call("--yes");
    assert.deepEqual([gone.path, gone.deleted, existsSync(gone.path)], [free.path, true, false]);
    assert.deepEqual(await call(), [{ ...pinned }, { bytes: 0, deleted: false }]);
  });

  it("has nothing to say of a folder without runs", async () => {
    const { code, stdout } = await terminal.callHere("runs", "--prune", "--keep", "0", "--runs", "none");
    assert.deepEqual([code, stdout], [0, "nothing to delete in none\n"]);
  });

  const refused: [args: string[], says: RegExp][] = [
    [["--prune"], /^--prune needs a rule for the runs to delete; add --keep N .*, --older-than 30d, or both\n$/],
    [["--prune", "--yes"], /^--prune needs a rule for the runs to delete/],
    [["--prune", "--older-than", "30"], /'30' is not an age; give hours, days or weeks, as 12h, 30d or 2w/],
    [["--prune", "--older-than", "1m"], /'1m' is not an age/],
    [["--prune", "--keep", "-1"], /'-1' is not a whole number of at least 0/],
    [["--keep", "3"], /^--keep requires --prune; add it, or leave out --keep\n$/],
    [["--yes"], /^--yes requires --prune/],
  ];
  for (const [args, says] of refused) {
    it(`is refused with code 2 and touches nothing: runs ${args.join(" ")}`, async () => {
      const { code, stdout, stderr } = await terminal.callHere("runs", ...args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, says);
      assert.deepEqual(names(), ids(...runs));
    });
  }
});
