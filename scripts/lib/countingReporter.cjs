/**
 * Mocha's usual report, plus JSON in the file named by MATRIX_NETWORK_COUNTS: the number of passed tests, the names of
 * skipped ones, and for each failed one the name, the error, the screenshot (test/launch/screenshot.ts) and the
 * window's log, if there is one.
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
        // A hook may have taken it after the failure.
        screenshot: test.screenshot,
        log: test.windowLog,
      }));
      writeFileSync(file, JSON.stringify({ passed: runner.stats.passes, skipped, failures }));
    });
  }
};
