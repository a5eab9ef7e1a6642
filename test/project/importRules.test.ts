/**
 * Proves that the linter refuses forbidden imports in each folder: wrong files are written, and Biome must report all
 * of them.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** Forbidden and allowed imports, by file. */
const rules: Record<string, { no: string[]; yes: string[] }> = {
  "src/messages/x.ts": {
    no: ["vscode", "node:fs", "../core/names", "../config/schema"],
    yes: ["./message"],
  },
  "src/core/x.ts": {
    no: ["vscode", "node:fs", "gpu.js", "../config/schema", "../backends/wasm", "../formats/npy", "../protocol/events"],
    yes: ["./names", "./reference", "../messages"],
  },
  "src/core/reference/x.ts": {
    no: ["../../config/schema", "../../runs/manifest", "../../data"],
    yes: ["../names", "./matrix"],
  },
  "src/backends/wasm/x.ts": {
    no: ["vscode", "../../config/schema", "../../trainer/session", "../../data/load", "../../formats/npy"],
    yes: ["../../core/backend", "../select", "node:worker_threads"],
  },
  "src/config/x.ts": {
    no: ["vscode", "../backends/select", "../data/load", "../formats/npy", "../protocol/events", "../trainer/session"],
    yes: ["../core/names", "./schema", "./schema/data", "zod"],
  },
  "src/config/rules/x.ts": {
    no: ["../../data/load", "../../runs/manifest"],
    yes: ["../schema/data", "../../core/names"],
  },
  "src/formats/x.ts": {
    no: ["vscode", "../core/names", "../config/schema", "../data/load", "../runs/manifest"],
    yes: ["./npy", "../messages", "fflate", "node:zlib"],
  },
  "src/data/x.ts": {
    no: ["vscode", "../backends/select", "../runs/manifest", "../protocol/events", "../trainer/session", "../cli/main"],
    yes: ["../formats/npy", "../config/schema", "../core/errors", "./load"],
  },
  "src/export/x.ts": {
    no: ["vscode", "../backends/select", "../data/load", "../trainer/session", "../protocol/events"],
    yes: ["../formats/npz", "../core/names", "../config/schema"],
  },
  "src/runs/x.ts": {
    no: ["vscode", "../backends/select", "../data/load", "../trainer/session", "../extension/tree"],
    yes: ["../formats/npz", "../protocol/events", "../config/schema", "../core/names", "./lock"],
  },
  "src/protocol/x.ts": {
    no: ["vscode", "../backends/select", "../data/load", "../runs/manifest", "../formats/npy", "../trainer/session"],
    yes: ["../core/names", "../config/schema", "./events", "zod"],
  },
  "src/trainer/x.ts": {
    no: ["vscode", "../extension/tree", "../cli/main", "../debugger/adapter", "../../webview/run/main"],
    yes: ["../core/network", "../backends/select", "../data/load", "../runs/manifest", "../protocol/events"],
  },
  "src/debugger/x.ts": {
    no: ["vscode", "../extension/tree", "../cli/main", "../../webview/run/main"],
    yes: ["../trainer/session", "../protocol/events"],
  },
  "src/cli/x.ts": {
    no: ["vscode", "../extension/tree", "../../webview/run/main"],
    yes: ["../trainer/session", "../runs/manifest", "../config/schema", "commander"],
  },
  "src/extension/x.ts": {
    no: ["../trainer/session", "../backends/select", "../data/load", "../cli/main", "../../webview/run/main"],
    yes: ["vscode", "../config/schema", "../runs/manifest", "../protocol/panel", "./tree"],
  },
  "src/extension/panel/x.ts": {
    no: ["../../trainer/session", "../../data/load"],
    yes: ["vscode", "../../runs/manifest"],
  },
  "src/index.ts": { no: ["vscode"], yes: ["./core/network", "./trainer/session"] },
  "webview/x.ts": {
    no: ["vscode", "node:fs", "../src/formats/npy", "../src/config/schema", "../src/extension/tree"],
    yes: ["../src/protocol/panel", "../src/core/metrics", "./controls", "uplot"],
  },
  "webview/charts/x.ts": { no: ["../../src/config/schema"], yes: ["../../src/protocol/panel", "../controls"] },
  "test/core/x.test.ts": { no: ["vscode"], yes: ["../../src/core/network", "node:fs"] },
  "test/extension/x.test.ts": { no: [], yes: ["vscode", "../../src/extension/tree"] },
};

/** The forms of import, all of which must be found. `n` makes the names unique. */
const ways = [
  (from: string, n: number) => `import { a${n} } from "${from}";`,
  (from: string, n: number) => `import type { b${n} } from "${from}";`,
  (from: string, n: number) => `export { c${n} } from "${from}";`,
  (from: string, n: number) => `export const d${n} = () => import("${from}");`,
];

describe("import rules", function () {
  this.timeout(60_000);
  /** Refused lines as "file:line". */
  let refused: Set<string>;

  before(() => {
    refused = linted(Object.entries(rules).map(([file, { no, yes }]) => [file, linesOf([...no, ...yes]).join("\n")]));
  });

  for (const [file, { no, yes }] of Object.entries(rules)) {
    const all = [...no, ...yes];
    const refusedWays = (from: string) =>
      ways.filter((_, way) => refused.has(`${file}:${all.indexOf(from) * ways.length + way + 1}`)).length;
    for (const from of no) {
      it(`keep ${from} out of ${file}`, () => assert.equal(refusedWays(from), ways.length));
    }
    for (const from of yes) {
      it(`let ${from} into ${file}`, () => assert.equal(refusedWays(from), 0));
    }
  }
});

const linesOf = (imports: string[]) => imports.flatMap((from, n) => ways.map((write) => write(from, n)));

/** Lints the files, given by path and text, in a temporary folder with our settings. */
function linted(files: [string, string][]): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), "import-rules-"));
  try {
    for (const name of ["biome.json", ".gitignore"]) cpSync(join(root, name), join(folder, name));
    for (const [file, text] of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
    const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "."];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    const { diagnostics, summary } = JSON.parse(stdout || `no report: ${stderr}`);
    assert.equal(summary.diagnosticsNotPrinted, 0);
    const ours = diagnostics.filter(({ category }: Diagnostic) => category === "lint/style/noRestrictedImports");
    return new Set(ours.map(({ location }: Diagnostic) => `${location.path}:${location.start.line}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Diagnostic {
  category: string;
  location: { path: string; start: { line: number } };
}
