/** Loaded into workers: while the file exists that HOLD names, they hardly move, so that a test can do things to them meanwhile. */
const { existsSync } = require("node:fs");

const never = new Int32Array(new SharedArrayBuffer(4));
const pause = Number(process.env.HOLD_MILLISECONDS ?? 700);
const timer = setInterval(() => {
  if (existsSync(process.env.HOLD)) Atomics.wait(never, 0, 0, pause);
}, 1);
timer.unref();
