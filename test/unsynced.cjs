/**
 * Loaded before the tests: what they write in their own process does not wait until the disk has it. That counts where the power fails,
 * which no test can make happen; tests write thousands of checkpoints. Processes that they start, and kill, write as they do elsewhere.
 */
const files = require("node:fs/promises");

const { open } = files;
files.open = async (...args) => {
  const handle = await open(...args);
  handle.sync = async () => {};
  return handle;
};
