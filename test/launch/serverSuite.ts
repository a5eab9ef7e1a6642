/** Runs the in-editor suite in the VS Code server, with headless Chromium as its window. */
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import { startBrowser } from "./browser";
import { answerScreenshotRequests } from "./screenshotRequests";
import { startServer } from "./server";
import type { Suite } from "./suite";
import { temporaryFolder } from "./temporary";
import { unseenAndStill } from "./unseen";

/** Returns the exit code: 0 if every test passed. */
export async function runInServer({
  tests,
  extension,
  workspace,
  untrusted,
  limit,
  environment,
}: Suite): Promise<number> {
  const output = temporaryFolder("output");
  const report = join(output.path, "report.txt");
  // If one of them does not start, the other is ended when this process exits.
  const [server, browser] = await Promise.all([
    startServer({
      trust: untrusted,
      settings,
      environment: {
        ...environment,
        MATRIX_NETWORK_REPORT: report,
        MATRIX_NETWORK_SCREENSHOT_REQUESTS: output.path,
      },
    }),
    startBrowser(),
  ]);
  let screenshots: { stop(): void } | undefined;
  try {
    const log = join(extension, "test-results", "workbench.log");
    rmSync(log, { force: true });
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, reducedMotion: "reduce" });
    await page.addInitScript(unseenAndStill);
    const ended = new Promise<number>((resolve, reject) => {
      void page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
        appendFileSync(log, `${type}: ${format(...args)}\n`);
      });
      void page.exposeFunction("codeAutomationExit", (code: number) => resolve(code));
      setTimeout(
        () => reject(new Error(`the in-editor suite did not end within ${limit / 60_000} minutes`)),
        limit,
      ).unref();
    });
    const remote = (path: string) => `vscode-remote://127.0.0.1:${server.port}${path}`;
    const payload = [
      ["extensionDevelopmentPath", remote(extension)],
      ["extensionTestsPath", remote(tests.replace(/\.js$/, ""))],
      ["skipWelcome", "true"],
    ];
    const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
    screenshots = answerScreenshotRequests(output.path, page);
    // The window opens slowly on a busy machine, so only the suite's own limit applies to it.
    await Promise.race([page.goto(`${server.url}/?${query}`, { timeout: 0 }), ended]);
    return await ended;
  } finally {
    if (existsSync(report)) console.log(readFileSync(report, "utf8"));
    screenshots?.stop();
    await browser.close();
    await server.stop();
    output.remove();
  }
}

/** Disables animations, and the features of other extensions. */
const settings = {
  "workbench.reduceMotion": "on",
  "editor.cursorBlinking": "solid",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "git.enabled": false,
};
