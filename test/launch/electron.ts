/**
 * Runs the in-editor suite in a desktop VS Code with its own settings and extensions. It does not use test-electron's
 * runTests, which always disables workspace trust.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Suite } from "./suite";
import { temporaryFolder } from "./temporary";

/** Returns the exit code: 0 if every test passed. */
export async function runInElectron(suite: Suite): Promise<number> {
  const program = process.env.MATRIX_NETWORK_VSCODE_PATH;
  if (!program) throw new Error("MATRIX_NETWORK_VSCODE_PATH is not set; run the tests by npm test");
  const profile = temporaryFolder("profile");
  mkdirSync(join(profile.path, "User"));
  const settings = { "security.workspace.trust.startupPrompt": "never" };
  writeFileSync(join(profile.path, "User", "settings.json"), JSON.stringify(settings));
  // Set in a terminal of VS Code; with it the program would start as plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...ours } = process.env;
  const child = spawn(program, args(suite, profile.path), { env: { ...ours, ...suite.environment }, stdio: "inherit" });
  const late = setTimeout(() => {
    console.error(`the in-editor suite did not end within ${suite.limit / 60_000} minutes`);
    child.kill();
  }, suite.limit);
  try {
    const [code] = await once(child, "exit");
    return code ?? 1;
  } finally {
    clearTimeout(late);
    profile.remove();
  }
}

const args = ({ tests, extension, workspace, untrusted }: Suite, profile: string) => [
  workspace,
  `--extensionDevelopmentPath=${extension}`,
  `--extensionTestsPath=${tests}`,
  `--user-data-dir=${profile}`,
  `--extensions-dir=${join(profile, "extensions")}`,
  "--no-sandbox",
  "--disable-gpu-sandbox",
  "--disable-updates",
  "--disable-telemetry",
  "--skip-welcome",
  "--skip-release-notes",
  ...(untrusted ? [] : ["--disable-workspace-trust"]),
];
