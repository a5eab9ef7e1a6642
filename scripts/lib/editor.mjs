/**
 * Which VS Code the in-editor tests run in: a desktop one where somebody sits at a desktop and it is installed or can be
 * downloaded, else the VS Code server with a headless browser. MATRIX_NETWORK_VSCODE=electron or =server decides.
 */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureBrowser, missingBrowser } from "./browser.mjs";
import { cacheFolder } from "./cache.mjs";
import { findProgram } from "./debian.mjs";
import { ensureVscodeServer, missingVscodeServer } from "./vscodeServer.mjs";

/** Settings for the launchers' environment. Throws an Error that says what to install. */
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

/** What ensureEditor would install. */
export function missingEditor() {
  if (!wantsDesktop()) return missingServer();
  return desktopProgram() ? [] : [{ what: `VS Code into ${desktopFolder} (a download)` }];
}

/** What ensureServer would install. */
export const missingServer = () => [...missingVscodeServer(), ...missingBrowser()];

/** The VS Code server with its browser. */
export function ensureServer() {
  const { node, server } = ensureVscodeServer();
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

/** The path of its program: the one that is named, else installed, else downloaded. */
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

/** `code` on PATH is a script; its program stands above it. */
function installedVscode() {
  const script = findProgram(["code"]);
  const folder = script && dirname(dirname(realpathSync(script)));
  const programs = folder ? [join(folder, "code"), join(folder, "Code.exe"), join(folder, "../../MacOS/Electron")] : [];
  return programs.find((path) => existsSync(path));
}
