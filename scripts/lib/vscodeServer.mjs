/**
 * A real VS Code for tests where none can be downloaded: the VS Code server in the npm package code-server, with the Node that
 * it wants, both from npm, in the cache folder. Installed once; a stamp tells that an installation was finished.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache.mjs";
import { ensureDebianPackages } from "./debian.mjs";

const codeServer = "4.139.1";
const node = "24.21.0";

/** What building the server's native modules needs. */
const buildPackages = ["g++", "make", "python3", "libkrb5-dev"];

/** { node, server }: paths of the program and of what it runs. Throws an Error that says what is missing. */
export function ensureVscodeServer() {
  const folder = join(cacheFolder(), `vscode-server-${codeServer}-node-${node}`);
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const runtime = join(folder, "node_modules", nodePackage);
  const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
  const found = { node: join(runtime, "bin", "node"), server: join(vscode, "out", "server-main.js") };
  const stamp = join(folder, "installed");
  if (existsSync(stamp)) return found;
  withLock(`${folder}.lock`, () => {
    if (existsSync(stamp)) return;
    const missing = ensureDebianPackages(buildPackages);
    if (missing.length > 0) throw new Error(`the VS Code server needs Debian's ${missing.join(", ")}; install them`);
    console.error(`Installing the VS Code server into ${folder}, once (about 3 minutes) …`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
    npm(folder, {}, "install", `${nodePackage}@${node}`, `code-server@${codeServer}`, "--ignore-scripts");
    const PATH = `${join(runtime, "bin")}:${process.env.PATH}`;
    npm(vscode, { PATH, npm_config_nodedir: runtime }, "install", "--omit=dev");
    writeFileSync(stamp, new Date().toISOString());
  });
  return found;
}

function npm(cwd, settings, ...args) {
  // npm 11 asks which packages may run their install scripts; older ones do not know the setting.
  const env = { ...process.env, ...settings, npm_config_dangerously_allow_all_scripts: "true" };
  const { status } = spawnSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    env,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} failed in ${cwd}; its messages are above`);
}

/** Two runs must not install into one folder: the second waits. A lock of half an hour ago is of a process that died. */
function withLock(path, action) {
  mkdirSync(cacheFolder(), { recursive: true });
  const wait = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      mkdirSync(path);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (age > 30 * 60_000) rmSync(path, { recursive: true, force: true });
      else Atomics.wait(wait, 0, 0, 1000);
    }
  }
  try {
    action();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
