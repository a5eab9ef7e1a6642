/**
 * Loaded into a program with `--require`: processes that start in the same hour choose the same names for their runs,
 * one after the other from number FIRST_NAME on, so that they all compete for each name.
 */
const crypto = require("node:crypto");

let next = Number(process.env.FIRST_NAME);
const { randomBytes } = crypto;
crypto.randomBytes = (size, ...more) => {
  // Run names have two random bytes; other names have more.
  if (size !== 2) return randomBytes(size, ...more);
  const name = Buffer.alloc(size);
  name.writeUInt16BE(next++);
  return name;
};

const { toISOString } = Date.prototype;
Date.prototype.toISOString = function () {
  return toISOString.call(this).replace(/:\d\d:\d\d\.\d+/, ":00:00.000");
};
