/**
 * A program of ours, bundled as it ships, from the sources as they are now: once, for all tests of a process. Fork it with
 * `execArgv: []`, or the child inherits Mocha's `--import tsx`, which takes a second to start. No source maps: every start would read them.
 */
import { join } from "node:path";
import { build } from "esbuild";

const root = join(__dirname, "..");
const made = new Map<string, Promise<string>>();

/** @param entry such as "src/cli/main.ts"; returns the path of the bundle */
export function bundled(entry: string): Promise<string> {
  const path = made.get(entry) ?? bundle(entry);
  made.set(entry, path);
  return path;
}

async function bundle(entry: string): Promise<string> {
  const outfile = join(root, "test-results", "bundles", entry.replaceAll("/", "-").replace(/\.ts$/, ".js"));
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  return outfile;
}
