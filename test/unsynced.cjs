/**
 * Loaded before the tests: the tests' own process does not wait for fsync, which matters only in a power failure and
 * cannot be tested; the tests write thousands of checkpoints. Processes that the tests start, and kill, call fsync as
 * usual.
 */
const files = require("node:fs/promises");

const { open } = files;
files.open = async (...args) => {
  const handle = await open(...args);
  handle.sync = async () => {};
  return handle;
};
