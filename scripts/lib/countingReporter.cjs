/** Mocha's usual report, and the counts and failures as JSON in the file that MATRIX_NETWORK_COUNTS names. */
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    runner.on("fail", (test, error) => {
      failures.push({ name: test.fullTitle(), why: String(error?.stack ?? error) });
    });
    runner.once("end", () => {
      const { passes: passed, failures: failed, pending: skipped } = runner.stats;
      const file = process.env.MATRIX_NETWORK_COUNTS;
      if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped, failures }));
    });
  }
};
