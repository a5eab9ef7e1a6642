/** An empty cache folder for each test of a suite, so that none reads or changes what this machine remembers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Call it in a `describe`. The path differs from test to test. */
export function useCacheFolder(): { readonly path: string } {
  const folder = { path: "" };
  let before: string | undefined;
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), "matrix-network-"));
    before = process.env.MATRIX_NETWORK_CACHE;
    process.env.MATRIX_NETWORK_CACHE = folder.path;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.MATRIX_NETWORK_CACHE;
    else process.env.MATRIX_NETWORK_CACHE = before;
    rmSync(folder.path, { recursive: true });
  });
  return folder;
}
