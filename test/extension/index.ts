/** Runs the in-editor tests with mocha, inside VS Code's extension host. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { requestScreenshot } from "../launch/screenshotRequests";
import { hurry } from "./parts";
import { nothingLeft } from "./processes";
import { drawNoPanels } from "./standInPanel";

/** @param load registers the tests: it loads bundled test files, which use mocha's globals */
export function runSuite(load: () => void): Promise<void> {
  const mocha = new Mocha({
    ui: "bdd",
    timeout: 240_000,
    color: false,
    reporter: join(process.env.MATRIX_NETWORK_ROOT ?? "", "scripts", "lib", "countingReporter.cjs"),
    ...(process.env.MATRIX_NETWORK_GREP && { grep: process.env.MATRIX_NETWORK_GREP }),
  });
  const report = process.env.MATRIX_NETWORK_REPORT;
  // The extension host's console does not reach the terminal, so the launcher prints this file.
  if (report) Mocha.reporters.Base.consoleLog = (...said: unknown[]) => appendFileSync(report, `${format(...said)}\n`);
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  mocha.suite.beforeAll("what all tests share", async () => {
    drawNoPanels();
    await hurry();
  });
  mocha.suite.afterAll("no process is left", nothingLeft);
  load();
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => (failures ? reject(new Error(`${failures} tests failed`)) : resolve()));
    const requests = process.env.MATRIX_NETWORK_SCREENSHOT_REQUESTS;
    if (requests) runner.on("fail", (test) => requestScreenshot(requests, test));
  });
}
