/**
 * Which VS Code the in-editor tests run in: a desktop one where somebody sits at a desktop and it is installed or can be
 * downloaded, else the VS Code server with a headless browser. MATRIX_NETWORK_VSCODE=electron or =server decides.
 */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { cacheFolder } from "./cache.mjs";
import { findProgram } from "./debian.mjs";
import { ensureVscodeServer } from "./vscodeServer.mjs";

/** Settings for the launchers' environment. Throws an Error that says what to install. */
export async function ensureEditor() {
  const { MATRIX_NETWORK_VSCODE: told } = process.env;
  if (told && told !== "electron" && told !== "server")
    throw new Error(`MATRIX_NETWORK_VSCODE is ${told}; it can be electron or server`);
  if (told === "electron" || (!told && isDesktop())) {
    try {
      return { MATRIX_NETWORK_VSCODE: "electron", MATRIX_NETWORK_VSCODE_PATH: await desktopVscode() };
    } catch (error) {
      if (told) throw error;
      console.log(`No desktop VS Code (${error.message}); the VS Code server takes its place.`);
    }
  }
  return { MATRIX_NETWORK_VSCODE: "server", ...ensureServer() };
}

/** The VS Code server with its browser. */
export function ensureServer() {
  const { node, server } = ensureVscodeServer();
  return {
    MATRIX_NETWORK_SERVER_NODE: node,
    MATRIX_NETWORK_SERVER: server,
    MATRIX_NETWORK_CHROMIUM: ensureBrowser(),
  };
}

function isDesktop() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

/** The path of its program: the one that is named, else installed, else downloaded. */
async function desktopVscode() {
  const named = process.env.MATRIX_NETWORK_VSCODE_PATH;
  if (named && !existsSync(named)) throw new Error(`MATRIX_NETWORK_VSCODE_PATH names ${named}, which is not there`);
  if (named) return named;
  const installed = installedVscode();
  if (installed) return installed;
  const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
  return downloadAndUnzipVSCode({ cachePath: join(cacheFolder(), "vscode"), version: "stable" });
}

/** `code` on PATH is a script; its program stands above it. */
function installedVscode() {
  const script = findProgram(["code"]);
  const folder = script && dirname(dirname(realpathSync(script)));
  const programs = folder ? [join(folder, "code"), join(folder, "Code.exe"), join(folder, "../../MacOS/Electron")] : [];
  return programs.find((path) => existsSync(path));
}
