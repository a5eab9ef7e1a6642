/** --no-cache: tables are read from their files. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { largeTable } from "../trainer/largeTable";
import { Terminal } from "./terminal";

describe("--no-cache", () => {
  const cache = new Terminal();
  const terminal = new Terminal({ MATRIX_NETWORK_CACHE: cache.path });
  after(() => {
    terminal.remove();
    cache.remove();
  });

  it("keeps no table in the cache folder", async () => {
    terminal.write("large.csv", largeTable());
    const config = terminal.write("large.network.json", {
      version: 1,
      data: { format: "csv", path: "large.csv", label: "k" },
      layers: [{ units: 3, activation: "softmax" }],
      training: { epochs: 1, batchSize: 500 },
    });
    for (const [command, isKept] of [
      [["train", config, "--no-cache"], false],
      [["check", config, "--no-cache"], false],
      [["check", config], true],
    ] as const) {
      const { code, stderr } = await terminal.callHere(...command);
      assert.equal(code, 0, stderr);
      assert.equal(existsSync(join(cache.path, "tables")), isKept);
    }
  });
});
