/** A Chromium for the tests: the one that is named or on PATH, else Debian's where it can be installed. */
import { existsSync } from "node:fs";
import { ensureDebianPackages, findProgram } from "./debian.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Its path. Throws an Error that says what to install. */
export function ensureBrowser() {
  const named = process.env.MATRIX_NETWORK_CHROMIUM;
  if (named && existsSync(named)) return named;
  const found = findProgram(names);
  if (found) return found;
  ensureDebianPackages(["chromium"]);
  const installed = findProgram(names);
  if (installed) return installed;
  throw new Error("no Chromium is there; install Debian's chromium, or name one in MATRIX_NETWORK_CHROMIUM");
}
