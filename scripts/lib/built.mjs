/** Builds if a source has changed since the last build. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { isStale } from "./freshness.mjs";
import { inRoot, root } from "./paths.mjs";

/** The file that a build writes last gives the time of the build: esbuild does not touch unchanged outputs. */
const lastWritten = inRoot("dist/THIRD-PARTY-NOTICES.txt");
const sources = ["src", "webview", "scripts/build.mjs", "scripts/lib", "package-lock.json"].map((path) => inRoot(path));

export function ensureBuilt() {
  if (existsSync(inRoot("dist/cli.js")) && !isStale(lastWritten, sources)) return;
  build();
}

/** Builds; prints only to stderr, since stdout belongs to the program that is started next. */
export function build() {
  console.error("Building …");
  const { status } = spawnSync(process.execPath, [inRoot("scripts/build.mjs")], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
