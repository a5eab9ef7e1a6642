/**
 * The stages of `npm test`. A stage is a command; `needs` is ensured first, `missing` returns what that would install.
 * Long stages come first, so that lanes end together; two run at once, with those that `waits` marks (runStages.mjs).
 */
import { readdirSync, readFileSync } from "node:fs";
import { ensureBrowser, missingBrowser } from "./browser.mjs";
import { ensureEditor, ensureServer, missingEditor, missingServer } from "./editor.mjs";
import { inRoot } from "./paths.mjs";
import { ensurePython, missingPython } from "./python.mjs";
import { ensureSlurm, missingSlurm } from "./slurm.mjs";
import { ensureSoftwareGpu, missingSoftwareGpu } from "./softwareGpu.mjs";
import { oldest } from "./vscodeServer.mjs";

const bin = (path) => [process.execPath, inRoot("node_modules", path)];
const check = (name, ...command) => ({ name, check: true, command });
const typecheck = (name, project) => check(name, ...bin("typescript/bin/tsc"), "-p", inRoot(project));

const reporter = ["--reporter", inRoot("scripts/lib/countingReporter.cjs")];
const mocha = (...args) => [...bin("mocha/bin/mocha.js"), ...reporter, ...args];
/** Folders of unit tests with their own stages: a single process would grow large and take longest. */
const unitFolders = { "unit-cli": ["cli", "executors", "project"], "unit-trainer": ["trainer"] };
const unitOf = (name) => ({ name, command: mocha(...unitFolders[name].map((folder) => inRoot("test", folder))) });
const otherUnits = Object.values(unitFolders)
  .flat()
  .map((folder) => `--ignore=test/${folder}/**`);
/** Runs tests that .mocharc.json excludes because they need more than Node. */
const mochaOf = (files, timeout) =>
  mocha("--no-config", "--import=tsx", ...unsynced, `--timeout=${timeout}`, ...[files].flat());
const unsynced = ["--require", inRoot("test/unsynced.cjs")];
const inEditor = [process.execPath, "--import", "tsx", inRoot("test/launch/editorSuite.ts")];

const python = { needs: ensurePython, missing: missingPython };
const browser = { needs: () => ({ MATRIX_NETWORK_CHROMIUM: ensureBrowser() }), missing: missingBrowser };
const softwareGpu = { needs: ensureSoftwareGpu, missing: missingSoftwareGpu };
const slurm = { needs: ensureSlurm, missing: missingSlurm };
const editor = { needs: ensureEditor, missing: missingEditor };
const server = { needs: () => ensureServer(), missing: () => missingServer() };
const oldestServer = { needs: () => ensureServer(oldest), missing: () => missingServer(oldest) };

/** Marks a stage that runs the bundles. */
const built = (stage) => ({ ...stage, after: "build" });

/** The packaged extension in the oldest VS Code that package.json promises to run in. */
const inOldest = {
  name: "oldest",
  ...oldestServer,
  command: mochaOf(
    ["config", "debug", "firstSteps", "train"].map((name) => inRoot("test/e2e", `${name}.test.ts`)),
    180_000,
  ),
};

/**
 * All stages; a check counts as one test, other stages count their tests. Only if it is named, a `named` stage runs.
 */
export const stages = [
  check("build", process.execPath, inRoot("scripts/build.mjs")),
  typecheck("typecheck", "tsconfig.json"),
  typecheck("typecheck-core", "src/core/tsconfig.json"),
  typecheck("typecheck-webview", "webview/tsconfig.json"),
  typecheck("typecheck-webview-tests", "test/webview/tsconfig.json"),
  check("lint", ...bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."),
  check("knip", ...bin("knip/bin/knip.js")),
  built({ name: "editor", ...editor, command: inEditor }),
  built({ name: "webview", ...browser, command: mochaOf("test/webview/**/*.test.ts", 30_000) }),
  built({ name: "unit", command: mocha(...otherUnits) }),
  built({ name: "e2e", ...server, command: mochaOf("test/e2e/**/*.test.ts", 180_000) }),
  built(unitOf("unit-cli")),
  built(unitOf("unit-trainer")),
  built({ name: "slurm", waits: true, ...slurm, command: mochaOf("test/slurm/**/*.test.ts", 180_000) }),
  built({ name: "webgpu", ...softwareGpu, command: mochaOf("test/webgpu/**/*.test.ts", 60_000) }),
  built({ name: "editor-untrusted", ...editor, command: [...inEditor, "--untrusted"] }),
  built({ ...inOldest, named: true }),
  built({ name: "python", ...python, command: mochaOf("test/python/**/*.test.ts", 30_000) }),
];

/** Requirements of the tests of some folders besides Node. */
const folders = { webview: browser, webgpu: softwareGpu, python, slurm, e2e: server };

/** Returns a stage per folder of test/ with randomized tests, found by their imports, and that in the oldest VS Code. */
export function soakStages() {
  const files = readdirSync(inRoot("test"), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter(
      (file) => file.endsWith(".test.ts") && /from "(\.\.?\/)+soak"/.test(readFileSync(inRoot("test", file), "utf8")),
    );
  const folderOf = (file) => file.split("/")[0];
  const tenMinutes = 600_000;
  const randomized = [...new Set(files.map(folderOf))].sort().map((folder) => {
    const own = files.filter((file) => folderOf(file) === folder).map((file) => inRoot("test", file));
    return { name: folder, ...folders[folder], command: mochaOf(own, tenMinutes) };
  });
  return [...randomized, inOldest];
}
