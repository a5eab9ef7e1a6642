/**
 * Chooses the VS Code of the in-editor tests: a desktop one if there is a desktop and it is installed or can be
 * downloaded, else the VS Code server with a headless browser. MATRIX_NETWORK_VSCODE=electron or =server overrides.
 */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureBrowser, missingBrowser } from "./browser.mjs";
import { cacheFolder } from "./cache.mjs";
import { findProgram } from "./debian.mjs";
import { ensureVscodeServer, missingVscodeServer } from "./vscodeServer.mjs";

/** Returns the launchers' environment. Throws an Error that says what to install. */
export async function ensureEditor() {
  if (wantsDesktop()) {
    try {
      return { MATRIX_NETWORK_VSCODE: "electron", MATRIX_NETWORK_VSCODE_PATH: await desktopVscode() };
    } catch (error) {
      if (process.env.MATRIX_NETWORK_VSCODE) throw error;
      console.log(`No desktop VS Code (${error.message}); the VS Code server takes its place.`);
    }
  }
  return { MATRIX_NETWORK_VSCODE: "server", ...ensureServer() };
}

/** Returns what ensureEditor would install. */
export function missingEditor() {
  if (!wantsDesktop()) return missingServer();
  return desktopProgram() ? [] : [{ what: `VS Code into ${desktopFolder} (a download)` }];
}

/** Returns what ensureServer would install. */
export const missingServer = (version) => [...missingVscodeServer(version), ...missingBrowser()];

/** Returns the environment of the VS Code server with its browser. @param version of vscodeServer.mjs */
export function ensureServer(version) {
  const { node, server } = ensureVscodeServer(version);
  return {
    MATRIX_NETWORK_SERVER_NODE: node,
    MATRIX_NETWORK_SERVER: server,
    MATRIX_NETWORK_CHROMIUM: ensureBrowser(),
  };
}

function wantsDesktop() {
  const { MATRIX_NETWORK_VSCODE: wanted } = process.env;
  if (wanted && wanted !== "electron" && wanted !== "server")
    throw new Error(`MATRIX_NETWORK_VSCODE is ${wanted}; it can be electron or server`);
  return wanted === "electron" || (!wanted && isDesktop());
}

function isDesktop() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

const desktopFolder = join(cacheFolder(), "vscode");

/** Returns the path of VS Code's program: configured, installed, or downloaded. */
async function desktopVscode() {
  const found = desktopProgram();
  if (found) return found;
  const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
  return downloadAndUnzipVSCode({ cachePath: desktopFolder, version: "stable" });
}

function desktopProgram() {
  const named = process.env.MATRIX_NETWORK_VSCODE_PATH;
  if (named && !existsSync(named)) throw new Error(`MATRIX_NETWORK_VSCODE_PATH names ${named}, which is not there`);
  return named ?? installedVscode();
}

/** Returns VS Code's program, which lies above the script `code` on PATH. */
function installedVscode() {
  const script = findProgram(["code"]);
  const folder = script && dirname(dirname(realpathSync(script)));
  const programs = folder ? [join(folder, "code"), join(folder, "Code.exe"), join(folder, "../../MacOS/Electron")] : [];
  return programs.find((path) => existsSync(path));
}
