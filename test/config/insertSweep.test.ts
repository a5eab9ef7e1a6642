/** Inserting a sweep keeps what is written, and is correct with comments and commas. */
import assert from "node:assert/strict";
import { parse } from "jsonc-parser";
import { sweepInsertions } from "../../src/config/editor/insertSweep";

const withSweep = (text: string) =>
  sweepInsertions(text).reduceRight((s, { offset, content }) => s.slice(0, offset) + content + s.slice(offset), text);

const sweep = `  "sweep": {
    "parameters": { "training.optimizer.learningRate": { "log": [0.001, 0.1] } },
    "search": { "type": "random", "trials": 20 }
  }`;

describe("inserting a sweep", () => {
  it("adds it after the last key", () =>
    assert.equal(withSweep('{\n  "version": 1\n}\n'), `{\n  "version": 1,\n${sweep}\n}\n`));

  it("leaves the comments behind the last key where they are", () =>
    assert.equal(
      withSweep('{\n  "version": 1 // one\n  // two\n}\n'),
      `{\n  "version": 1, // one\n  // two\n${sweep}\n}\n`,
    ));

  it("adds no second comma", () =>
    assert.equal(withSweep('{\n  "version": 1, // one\n}'), `{\n  "version": 1, // one\n${sweep}\n}`));

  it("keeps the indentation and the ends of lines of the file", () => {
    const text = withSweep('{\r\n\t"version": 1\r\n}');
    assert.match(text, /1,\r\n\t"sweep": \{\r\n\t\t"parameters": .*,\r\n\t\t"search": .*\r\n\t\}\r\n\}$/);
  });

  it("is valid in an object on one line", () => {
    for (const text of ["{}", '{ "version": 1 }']) assert.ok(parse(withSweep(text)).sweep, text);
  });
});
