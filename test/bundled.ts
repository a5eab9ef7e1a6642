/**
 * A program of ours, bundled as it ships, from the sources as they are now: once, for all tests of a process. Fork it with
 * `execArgv: []`, or the child inherits Mocha's `--import tsx`, which takes a second to start. No source maps: every start would read them.
 * Hundreds of processes start with it, so that it comes with what V8 has compiled of it at a first start.
 */
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(__dirname, "..");
/** Of this process alone: stages run beside each other. In the repository, where programs find what is beside them. */
const folder = join(root, "test-results", "bundles", String(process.pid));
const keep = "MATRIX_NETWORK_KEEP_COMPILED";
const made = new Map<string, Promise<string>>();

/** @param entry such as "src/cli/main.ts"; returns the path of the bundle */
export function bundled(entry: string): Promise<string> {
  const path = made.get(entry) ?? bundle(entry);
  made.set(entry, path);
  return path;
}

async function bundle(entry: string): Promise<string> {
  const clear = () => rmSync(folder, { recursive: true, force: true });
  if (made.size === 0) {
    clear();
    process.once("exit", clear);
  }
  mkdirSync(folder, { recursive: true });
  const stem = join(folder, entry.replaceAll("/", "-").replace(/\.ts$/, ""));
  const [outfile, compiled, script] = [`${stem}.code.js`, `${stem}.compiled`, `${stem}.js`];
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
  writeFileSync(script, starter(outfile, compiled));
  // What ships shows its version, or complains, and ends; a test's own program may do anything.
  if (entry.startsWith("src/")) await firstStart(script);
  return script;
}

/** A program that is `code`, also to itself: under its own name, in its own folder. */
const starter = (code: string, compiled: string): string => `
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { wrap } = require("node:module");
const { Script } = require("node:vm");
const compiled = ${JSON.stringify(compiled)};
const script = new Script(wrap(readFileSync(${JSON.stringify(code)}, "utf8")), {
  filename: ${JSON.stringify(code)},
  cachedData: existsSync(compiled) ? readFileSync(compiled) : undefined,
  importModuleDynamically: (name) => import(name),
});
if (process.env.${keep}) process.once("exit", () => writeFileSync(compiled, script.createCachedData()));
script.runInThisContext()(exports, require, module, __filename, __dirname);
`;

/** Whatever comes of it, later starts are the same, only slower. */
function firstStart(script: string): Promise<void> {
  const env = { ...process.env, [keep]: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, "--version"], { env, timeout: 10_000 }, () => resolve()).stdin?.end();
  });
}
