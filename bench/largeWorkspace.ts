/** A folder of 200 configs with their runs, one with a table of a gigabyte, in a real VS Code: reports what is slow. */
import { closeSync, cpSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { runInServer } from "../test/launch/serverSuite";
import { temporaryFolder } from "../test/launch/temporary";

const root = join(__dirname, "..");
const [configs, runsEach, gigabyte] = [200, 5, 1e9];

/** Prints one line per figure. */
export async function largeWorkspace(): Promise<void> {
  const workspace = temporaryFolder("large");
  const bundle = temporaryFolder("bundle");
  try {
    fill(workspace.path);
    const tests = join(bundle.path, "inExtensionHost.js");
    await build({
      entryPoints: [join(__dirname, "inExtensionHost.ts")],
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["vscode"],
      mainFields: ["module", "main"],
      outfile: tests,
      logLevel: "warning",
    });
    await runInServer({
      tests,
      extension: root,
      workspace: workspace.path,
      untrusted: false,
      limit: 5 * 60_000,
      environment: {},
    });
  } finally {
    workspace.remove();
    bundle.remove();
  }
}

function fill(folder: string): void {
  const golden = join(root, "test/fixtures/run/iris/20261124T134501Z-3fa9");
  for (let i = 0; i < configs; i++) {
    const stem = `net${String(i).padStart(3, "0")}`;
    const home = join(folder, `group${i % 10}`);
    mkdirSync(home, { recursive: true });
    cpSync(join(root, "test/fixtures/run/iris.network.json"), join(home, `${stem}.network.json`));
    for (let run = 0; run < runsEach; run++) {
      const id = `202611${10 + run}T120000Z-${String(i).padStart(4, "0")}`;
      cpSync(golden, join(home, ".matrix-network", stem, id), { recursive: true });
    }
  }
  writeFileSync(join(folder, "large.network.json"), readFileSync(join(__dirname, "large.network.json")));
  writeTable(join(folder, "large.csv"));
}

/** Writes rows of twenty numbers and a class. */
function writeTable(path: string): void {
  const names = Array.from({ length: 20 }, (_, i) => `x${i}`);
  const file = openSync(path, "w");
  writeSync(file, `${[...names, "kind"].join(",")}\n`);
  const row = (i: number) => `${names.map((_, k) => (Math.sin(i * 20 + k) * 9).toFixed(4)).join(",")},k${i % 3}\n`;
  const block = Buffer.from(Array.from({ length: 50_000 }, (_, i) => row(i)).join(""));
  for (let written = 0; written < gigabyte; written += block.length) writeSync(file, block);
  closeSync(file);
}
