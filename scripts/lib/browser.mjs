/** A Chromium for the tests: the one that is named or on PATH, else Debian's where it can be installed. */
import { existsSync } from "node:fs";
import { ensurePrograms, findProgram, missingPrograms } from "./debian.mjs";

/** The headless shell comes first: the page tests take three quarters of the time in it. */
const names = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "msedge",
];

/** Where installers put it without naming it on PATH. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const debian = { "chromium-headless-shell": "chromium-headless-shell" };

/** Its path. Throws an Error that says what to install. */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  ensurePrograms(debian, "the browser (or another one, named in MATRIX_NETWORK_CHROMIUM)");
  return findProgram(names);
}

/** What ensureBrowser would install. */
export const missingBrowser = () => (findBrowser() ? [] : missingPrograms(debian));

function findBrowser() {
  const named = process.env.MATRIX_NETWORK_CHROMIUM;
  if (named && !existsSync(named)) throw new Error(`MATRIX_NETWORK_CHROMIUM names ${named}, which is not there`);
  return named ?? findProgram(names) ?? places.find((path) => existsSync(path));
}
