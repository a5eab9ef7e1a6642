/**
 * A real VS Code for tests if none can be downloaded: the VS Code server of the npm package code-server, with the Node
 * version it needs, both from npm, in the cache folder. Installed once; a stamp marks a complete installation.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache.mjs";
import { ensurePrograms, missingPrograms } from "./debian.mjs";
import { withLock } from "./lock.mjs";

const codeServer = "4.139.1";
const node = "24.21.0";

/** Build tools for the server's native modules, and their Debian packages. */
const buildTools = { "g++": "g++", make: "make", python3: "python3", "krb5-config": "libkrb5-dev" };

const folder = join(cacheFolder(), `vscode-server-${codeServer}-node-${node}`);
const stamp = join(folder, "installed");
const cost = "about 3 minutes, 790 MB";

/** Returns what ensureVscodeServer would install; nothing where it is impossible. */
export function missingVscodeServer() {
  if (process.platform === "win32" || existsSync(stamp)) return [];
  return [...missingPrograms(buildTools), { what: `the VS Code server into ${folder}, once (${cost})` }];
}

/** Returns { node, server }: paths of the program and of its script. Throws an Error that says what is missing. */
export function ensureVscodeServer() {
  if (process.platform === "win32") throw new Error("the VS Code server is not made for Windows; use WSL for this");
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const runtime = join(folder, "node_modules", nodePackage);
  const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
  if (!existsSync(stamp)) {
    withLock(`${folder}.lock`, () => {
      if (existsSync(stamp)) return;
      ensurePrograms(buildTools, "building the VS Code server");
      console.error(`Installing the VS Code server into ${folder}, once (${cost}) …`);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
      npm(folder, {}, "install", `${nodePackage}@${node}`, `code-server@${codeServer}`, "--ignore-scripts");
      const PATH = `${join(runtime, "bin")}:${process.env.PATH}`;
      npm(vscode, { PATH, npm_config_nodedir: runtime }, "install", "--omit=dev", "--no-ignore-scripts");
      writeFileSync(stamp, new Date().toISOString());
    });
  }
  return { node: join(runtime, "bin", "node"), server: join(vscode, "out", "server-main.js") };
}

function npm(cwd, settings, ...args) {
  // npm 11 requires permission for install scripts; older versions do not know the setting.
  const env = { ...process.env, ...settings, npm_config_dangerously_allow_all_scripts: "true" };
  const { status } = spawnSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    env,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} failed in ${cwd}; its messages are above`);
}
