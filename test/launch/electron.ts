/** The in-editor suite in a desktop VS Code, downloaded or installed. */
import { runTests } from "@vscode/test-electron";
import type { Suite } from "./suite";

/** The exit code: 0 when every test passed. */
export function runInElectron({ tests, extension, workspace, untrusted, environment }: Suite): Promise<number> {
  const installed = process.env.MATRIX_NETWORK_VSCODE_PATH;
  return runTests({
    extensionDevelopmentPath: extension,
    extensionTestsPath: tests,
    extensionTestsEnv: environment,
    launchArgs: [
      workspace,
      "--disable-extensions",
      "--skip-welcome",
      ...(untrusted ? [] : ["--disable-workspace-trust"]),
    ],
    ...(installed && { vscodeExecutablePath: installed }),
  });
}
