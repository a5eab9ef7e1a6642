/** What `npm test` runs, in this order. A stage is a command; `needs` is made sure of before it starts. */
import { ensureBrowser } from "./browser.mjs";
import { inRoot } from "./paths.mjs";
import { ensureVscodeServer } from "./vscodeServer.mjs";

const bin = (path) => [process.execPath, inRoot("node_modules", path)];
const tsc = (project) => [...bin("typescript/bin/tsc"), "-p", project];
const mocha = (...args) => [
  ...bin("mocha/bin/mocha.js"),
  "--reporter",
  inRoot("scripts/lib/countingReporter.cjs"),
  ...args,
];

/** Each returns settings for the stage's environment, or throws an Error that says what to install. */
const browser = () => ({ MATRIX_NETWORK_CHROMIUM: ensureBrowser() });
const editor = () => {
  if (process.env.MATRIX_NETWORK_VSCODE === "electron") return {};
  const { node, server } = ensureVscodeServer();
  return { ...browser(), MATRIX_NETWORK_SERVER_NODE: node, MATRIX_NETWORK_SERVER: server };
};

/** A check is one test; of the others the tests are counted. */
export const stages = [
  { name: "typecheck", check: true, command: tsc("tsconfig.json") },
  { name: "typecheck-core", check: true, command: tsc("src/core/tsconfig.json") },
  { name: "typecheck-webview", check: true, command: tsc("webview/tsconfig.json") },
  { name: "lint", check: true, command: [...bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."] },
  { name: "knip", check: true, command: bin("knip/bin/knip.js") },
  { name: "build", check: true, command: [process.execPath, inRoot("scripts/build.mjs")] },
  { name: "unit", command: mocha() },
  {
    name: "webview",
    needs: browser,
    command: mocha("--no-config", "--import=tsx", "--timeout=30000", "test/webview/**/*.test.ts"),
  },
  {
    name: "editor",
    needs: editor,
    command: [process.execPath, "--import", "tsx", inRoot("test/launch/editorSuite.ts")],
  },
  {
    name: "editor-untrusted",
    needs: editor,
    command: [process.execPath, "--import", "tsx", inRoot("test/launch/editorSuite.ts"), "--untrusted"],
  },
  {
    name: "e2e",
    needs: editor,
    command: mocha("--no-config", "--import=tsx", "--timeout=180000", "test/e2e/**/*.test.ts"),
  },
];
