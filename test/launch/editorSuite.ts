/**
 * Runs the in-editor suite in a real VS Code: the VS Code server with headless Chromium as its window, or, with
 * MATRIX_NETWORK_VSCODE=electron, a desktop VS Code. The suite is the same; scripts/lib/editor.mjs chooses.
 */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { bundleSuite } from "./bundle";
import { runInElectron } from "./electron";
import { runInServer } from "./serverSuite";
import { temporaryFolder } from "./temporary";

const root = join(__dirname, "..", "..");
/** Milliseconds; a suite that hangs must not block the other stages. */
const limit = 45 * 60_000;

async function main(): Promise<number> {
  const untrusted = process.argv.includes("--untrusted");
  const grep = process.argv.indexOf("--grep");
  // Child processes that are still running are ended by handlers of "exit".
  for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"] as const) process.once(signal, () => process.exit(1));
  const workspace = temporaryFolder("workspace");
  cpSync(join(root, "test", "fixtures", "workspace"), workspace.path, { recursive: true });
  const suite = {
    tests: await bundleSuite(untrusted),
    extension: root,
    workspace: workspace.path,
    untrusted,
    limit,
    environment: { MATRIX_NETWORK_ROOT: root, ...(grep > 0 && { MATRIX_NETWORK_GREP: process.argv[grep + 1] }) },
  };
  try {
    return process.env.MATRIX_NETWORK_VSCODE === "electron" ? await runInElectron(suite) : await runInServer(suite);
  } finally {
    workspace.remove();
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
