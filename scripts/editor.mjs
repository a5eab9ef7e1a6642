/**
 * npm run editor: opens the extension in VS Code: the installed one if there is one, else the VS Code server in a
 * browser, at a free port or at PORT. `npm run editor -- FOLDER` opens that folder instead of the examples; `--server`
 * always uses the server.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./lib/built.mjs";
import { findProgram } from "./lib/debian.mjs";
import { ensureDependencies, missingDependencies } from "./lib/dependencies.mjs";
import { packExtension } from "./lib/extensionPackage.mjs";
import { runInForeground } from "./lib/foreground.mjs";
import { announcement } from "./lib/missing.mjs";
import { inRoot, root } from "./lib/paths.mjs";
import { ensureVscodeServer, missingVscodeServer } from "./lib/vscodeServer.mjs";

const { values, positionals } = parseArgs({ options: { server: { type: "boolean" } }, allowPositionals: true });
const folder = resolve(positionals[0] ?? inRoot("examples"));

const installed = !values.server && findProgram(["code"]);
for (const line of announcement([...missingDependencies(), ...(installed ? [] : missingVscodeServer())]))
  console.error(line);
ensureDependencies();
ensureBuilt();
// On Windows `code` is a script, which only a shell can run.
const shell = process.platform === "win32";
try {
  if (installed) runInForeground(["--new-window", `--extensionDevelopmentPath=${root}`, folder], { shell }, "code");
  else await openInServer();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function openInServer() {
  const { node, server } = ensureVscodeServer();
  const packed = mkdtempSync(join(tmpdir(), "matrix-network-vsix-"));
  process.once("exit", () => rmSync(packed, { recursive: true, force: true }));
  const vsix = await packExtension(packed);
  const env = { ...process.env, MATRIX_NETWORK_SERVER_NODE: node, MATRIX_NETWORK_SERVER: server };
  runInForeground(["--import", "tsx", inRoot("test/launch/tryOut.ts"), vsix, folder], { cwd: root, env });
}
