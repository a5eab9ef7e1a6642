/**
 * A failed test's screenshot: saved under a unique name, requested from another process, and passed on by the reporter.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { keepScreenshot, screenshotPath } from "../launch/screenshot";
import { answerScreenshotRequests } from "../launch/screenshotRequests";

const root = resolve(__dirname, "../..");
const shown: string[] = [];
const page = {
  isClosed: () => false,
  evaluate: async (script: string) => shown.push(script),
  screenshot: async ({ path }: { path: string }) => writeFileSync(path, "picture"),
} as unknown as Page;

const runnable = (title: string, failed: boolean) =>
  ({ fullTitle: () => title, isFailed: () => failed }) as Mocha.Runnable & { screenshot?: string };

describe("the screenshot of a failed test", () => {
  const { MATRIX_NETWORK_SCREENSHOTS: before } = process.env;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "screenshots-"));
    process.env.MATRIX_NETWORK_SCREENSHOTS = folder;
  });
  afterEach(() => {
    delete process.env.MATRIX_NETWORK_SCREENSHOTS;
    if (before !== undefined) process.env.MATRIX_NETWORK_SCREENSHOTS = before;
    rmSync(folder, { recursive: true });
  });

  it("is kept and named by the test, where it failed alone", async () => {
    const [failed, passed] = [runnable("the panel opens", true), runnable("the panel closes", false)];
    await keepScreenshot(failed, page);
    await keepScreenshot(passed, page);
    assert.equal(failed.screenshot, screenshotPath("the panel opens"));
    assert.match(shown.join(), /opacity/, "a page that tests do not draw is drawn for its picture");
    assert.equal(readFileSync(screenshotPath("the panel opens"), "utf8"), "picture");
    assert.equal(passed.screenshot, undefined);
    assert.equal(existsSync(screenshotPath("the panel closes")), false);
  });

  it("has a name of its own also where titles are long, or differ in signs alone", () => {
    const long = "the panel ".repeat(20);
    const names = [`${long}opens`, `${long}closes`, "a > b", "a < b"].map(screenshotPath);
    assert.equal(new Set(names).size, 4);
    assert.match(names[2], /a-b-[0-9a-f]{6}\.png$/);
  });

  it("is taken for a test in another process, which waits for it", async () => {
    const program = `
      const { requestScreenshot } = require(${JSON.stringify(join(root, "test/launch/screenshotRequests.ts"))});
      const test = { fullTitle: () => "in the editor" };
      requestScreenshot(${JSON.stringify(folder)}, test, 60_000);
      console.log(test.screenshot);`;
    const answers = answerScreenshotRequests(folder, page);
    try {
      const child = spawn(process.execPath, ["--import", "tsx", "-e", program], { cwd: root });
      let said = "";
      child.stdout.on("data", (chunk) => {
        said += chunk;
      });
      await once(child, "close");
      assert.equal(said.trim(), screenshotPath("in the editor"));
    } finally {
      answers.stop();
    }
  });

  it("is passed on by the reporter with the test's name and error, beside the names of skipped tests", () => {
    const tests = join(folder, "some.test.js");
    writeFileSync(
      tests,
      `describe("some", () => {
        it("pass", () => {});
        it.skip("are skipped", () => {});
        it("fail", () => { throw new Error("3 is not 4"); });
        afterEach(function () { if (this.currentTest.isFailed()) this.currentTest.screenshot = "here.png"; });
      });`,
    );
    const counts = join(folder, "counts.json");
    const reporter = ["--no-config", "--reporter", join(root, "scripts/lib/countingReporter.cjs")];
    spawnSync(process.execPath, [join(root, "node_modules/mocha/bin/mocha.js"), ...reporter, tests], {
      env: { ...process.env, MATRIX_NETWORK_COUNTS: counts },
    });
    const { passed, skipped, failures } = JSON.parse(readFileSync(counts, "utf8"));
    assert.deepEqual({ passed, skipped }, { passed: 1, skipped: ["some are skipped"] });
    const [{ name, why, screenshot }] = failures;
    assert.deepEqual({ name, screenshot }, { name: "some fail", screenshot: "here.png" });
    assert.match(why, /^Error: 3 is not 4\n/);
  });
});
