/** Installs the packages of package-lock.json if needed. Uses only Node builtins, as nothing is installed yet. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

const cost = "about half a minute, 790 MB";

/** Returns what ensureDependencies would install. */
export const missingDependencies = (folder = root) =>
  whyInstall(folder) ? [{ what: `npm packages into node_modules (${cost})` }] : [];

/** Installs; prints only to stderr, since stdout belongs to the program that is started next. */
export function ensureDependencies(folder = root) {
  const reason = whyInstall(folder);
  if (!reason) return;
  console.error(`Installing dependencies, ${cost} (${reason}) …`);
  const { status, error } = npm(["ci", "--include=dev"], { cwd: folder, stdio: ["ignore", 2, 2] });
  if (status === 0) return;
  console.error(`npm ci failed${error ? `: ${error.message}` : ""}; see its message above, mend that and start again`);
  process.exit(1);
}

/** Runs npm, also on Windows, where it is a script that only a shell can run. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js") && /npm-cli/.test(script)) return spawnSync(process.execPath, [script, ...args], options);
  return spawnSync("npm", args, { shell: process.platform === "win32", ...options });
}

/**
 * Compares package-lock.json with npm's list of installed packages, by content, since a checkout changes file times.
 * Packages for other platforms are only in the lock file.
 * @public for its test
 */
export function whyInstall(folder) {
  const wanted = packages(join(folder, "package-lock.json"));
  const installed = packages(join(folder, "node_modules", ".package-lock.json"));
  if (!installed) return "node_modules is not there";
  for (const [path, { version, integrity, optional, devOptional }] of Object.entries(wanted ?? {})) {
    if (path === "") continue;
    const found = installed[path];
    if (!found && (optional || devOptional)) continue;
    if (found?.version !== version || found?.integrity !== integrity)
      return `${path} is not what package-lock.json names`;
  }
  return undefined;
}

function packages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}
