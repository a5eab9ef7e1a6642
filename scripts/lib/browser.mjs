/** A Chromium for the tests: the configured one or one on PATH, else Debian's if it can be installed. */
import { existsSync } from "node:fs";
import { ensurePrograms, findProgram, missingPrograms } from "./debian.mjs";

/** Programs, in order of preference: the page tests take a quarter less time in the headless shell. */
const names = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "msedge",
];

/** Paths of installed browsers that are not on PATH. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const debian = { "chromium-headless-shell": "chromium-headless-shell" };

/** Returns the path of a browser. Throws an Error that says what to install. */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  ensurePrograms(debian, "the browser (or another one, named in MATRIX_NETWORK_CHROMIUM)");
  return findProgram(names);
}

/** Returns the packages that ensureBrowser would install. */
export const missingBrowser = () => (findBrowser() ? [] : missingPrograms(debian));

function findBrowser() {
  const named = process.env.MATRIX_NETWORK_CHROMIUM;
  if (named && !existsSync(named)) throw new Error(`MATRIX_NETWORK_CHROMIUM names ${named}, which is not there`);
  return named ?? findProgram(names) ?? places.find((path) => existsSync(path));
}
