/** Loaded into workers: while the file named by HOLD exists, they run very slowly, so that a test can act on them. */
const { existsSync } = require("node:fs");

const never = new Int32Array(new SharedArrayBuffer(4));
const pause = Number(process.env.HOLD_MILLISECONDS ?? 700);
const timer = setInterval(() => {
  if (existsSync(process.env.HOLD)) Atomics.wait(never, 0, 0, pause);
}, 1);
timer.unref();
