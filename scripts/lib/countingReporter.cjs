/**
 * Mocha's usual report, and as JSON in the file that MATRIX_NETWORK_COUNTS names: how many tests passed, the names of those that were
 * skipped, and for those that failed the name, the error, the screenshot that test/launch/screenshot.ts has kept, and the log of the
 * window where the test has one.
 */
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    const failed = [];
    runner.on("pending", (test) => skipped.push(test.fullTitle()));
    runner.on("fail", (test, error) => failed.push({ test, error }));
    runner.once("end", () => {
      const file = process.env.MATRIX_NETWORK_COUNTS;
      if (!file) return;
      const failures = failed.map(({ test, error }) => ({
        name: test.fullTitle(),
        why: String(error?.stack ?? error),
        // A hook of the test may have taken it after the test had failed.
        screenshot: test.screenshot,
        log: test.windowLog,
      }));
      writeFileSync(file, JSON.stringify({ passed: runner.stats.passes, skipped, failures }));
    });
  }
};
