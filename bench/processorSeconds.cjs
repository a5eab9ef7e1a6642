/** Loaded into each measured process: at its end it appends its processor time, in microseconds, to a file. */
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  appendFileSync(process.env.MATRIX_NETWORK_BENCH_CPU, `${user + system}\n`);
});
