/**
 * Bundles a program of this package from the current sources, as it ships: once for all tests of a process. Fork it
 * with `execArgv: []`, or the child inherits mocha's `--import tsx`, which takes a second to start. There are no source
 * maps, because every start would read them. Hundreds of processes start from a bundle, so it loads V8's code cache of
 * its first start.
 */
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(__dirname, "..");
/** Belongs to this process, because stages run in parallel; inside the repository, where programs find their files. */
const folder = join(root, "test-results", "bundles", String(process.pid));
const keep = "MATRIX_NETWORK_KEEP_COMPILED";
const made = new Map<string, Promise<string>>();

/** Returns the path of the bundle. @param entry such as "src/cli/main.ts" */
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
    // Only one command needs it, and every start would read it.
    external: ["@modelcontextprotocol/*"],
  });
  writeFileSync(script, starter(outfile, compiled));
  // A shipped program prints its version, or an error, and exits; a test's own program may do anything.
  if (entry.startsWith("src/")) await firstStart(script);
  return script;
}

/** Returns a program that runs `code` under the name and in the folder of `code`. */
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

/** Writes the code cache. A failure does not matter: later starts are only slower. */
function firstStart(script: string): Promise<void> {
  const env = { ...process.env, [keep]: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, "--version"], { env, timeout: 10_000 }, () => resolve()).stdin?.end();
  });
}
