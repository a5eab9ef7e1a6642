/**
 * A real VS Code for tests if none can be downloaded: the VS Code server of the npm package code-server, with the Node
 * version it needs, both from npm, in the cache folder. Installed once; a stamp marks a complete installation. There
 * are two: a current one, and the oldest that package.json promises to run in.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache.mjs";
import { ensurePrograms, missingPrograms } from "./debian.mjs";
import { withLock } from "./lock.mjs";

/** code-server 4.N.P contains VS Code 1.N.P. */
const current = { codeServer: "4.139.1", node: "24.21.0", cost: "about 3 minutes, 790 MB" };
export const oldest = { codeServer: "4.100.3", node: "20.19.0", ripgrep: "1.18.0", cost: "about 3 minutes, 790 MB" };

/** Build tools for the server's native modules, and their Debian packages. */
const buildTools = { "g++": "g++", make: "make", python3: "python3", "krb5-config": "libkrb5-dev" };

const folderOf = ({ codeServer, node }) => join(cacheFolder(), `vscode-server-${codeServer}-node-${node}`);
const stampOf = (version) => join(folderOf(version), "installed");

/** Returns what ensureVscodeServer would install; nothing where it is impossible. */
export function missingVscodeServer(version = current) {
  if (process.platform === "win32" || existsSync(stampOf(version))) return [];
  const what = `the VS Code server ${version.codeServer} into ${folderOf(version)}, once (${version.cost})`;
  return [...missingPrograms(buildTools), { what }];
}

/** Returns { node, server }: paths of the program and of its script. Throws an Error that says what is missing. */
export function ensureVscodeServer(version = current) {
  if (process.platform === "win32") throw new Error("the VS Code server is not made for Windows; use WSL for this");
  const { codeServer, node, ripgrep, cost } = version;
  const folder = folderOf(version);
  const stamp = stampOf(version);
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const runtime = join(folder, "node_modules", nodePackage);
  const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
  if (!existsSync(stamp)) {
    withLock(`${folder}.lock`, () => {
      if (existsSync(stamp)) return;
      ensurePrograms(buildTools, "building the VS Code server");
      console.error(`Installing the VS Code server ${codeServer} into ${folder}, once (${cost}) …`);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
      const packages = [`${nodePackage}@${node}`, `code-server@${codeServer}`];
      if (ripgrep) packages.push(`@vscode/ripgrep-universal@${ripgrep}`);
      npm(folder, {}, "install", ...packages, "--ignore-scripts");
      // Scripts may run npx, which asks before it installs.
      const environment = {
        PATH: `${join(runtime, "bin")}:${process.env.PATH}`,
        npm_config_nodedir: runtime,
        npm_config_yes: "true",
      };
      if (ripgrep) {
        npm(vscode, environment, "install", "--omit=dev", "--ignore-scripts");
        copyRipgrep(folder, vscode);
        npm(vscode, environment, "rebuild", "--no-ignore-scripts");
      } else npm(vscode, environment, "install", "--omit=dev", "--no-ignore-scripts");
      writeFileSync(stamp, new Date().toISOString());
    });
  }
  return { node: join(runtime, "bin", "node"), server: join(vscode, "out", "server-main.js") };
}

/** Older servers download ripgrep from GitHub unless it is there; here it is from npm, as in newer ones. */
function copyRipgrep(folder, vscode) {
  const programs = join(folder, "node_modules/@vscode/ripgrep-universal/bin", `${process.platform}-${process.arch}`);
  cpSync(programs, join(vscode, "node_modules/@vscode/ripgrep/bin"), { recursive: true });
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
