/** Temporary folders that are removed at the end of a test run, even if it is interrupted. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const present = new Set<string>();

export function temporaryFolder(name: string): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), `matrix-network-${name}-`));
  if (present.size === 0) process.once("exit", () => present.forEach(remove));
  present.add(path);
  return { path, remove: () => remove(path) };
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  present.delete(path);
}
