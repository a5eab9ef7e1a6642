/** Loaded into each process of a measurement: at its end it appends the processor time that it took, in microseconds, to a file. */
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  appendFileSync(process.env.MATRIX_NETWORK_BENCH_CPU, `${user + system}\n`);
});
