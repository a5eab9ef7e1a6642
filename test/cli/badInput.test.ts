/** Faulty configs and data: one line with the place and the fix, the right exit code, and nothing written. */
import assert from "node:assert/strict";
import { bundled } from "../bundled";
import { labels, pictures } from "../data/folder";
import { irisConfig } from "../trainer/workspace";
import { Terminal } from "./terminal";

const idx = (more: object = {}) =>
  irisConfig({
    data: { format: "idx", trainImages: "images.idx", trainLabels: "labels.idx", validation: { examples: 2 }, ...more },
  });
const images = { "images.idx": pictures(9) };
const both = { ...images, "labels.idx": labels(9) };
/** IDX pictures with a wrong magic number. */
const otherMagic = Buffer.from([7, 7, ...pictures(9).subarray(2)]);

const faults: [what: string, config: object | string, files: Record<string, Uint8Array>, code: number, says: RegExp][] =
  [
    ["no JSON", '{ "version": 1,, }', {}, 2, /^iris\.network\.json:1:16: /],
    ["an empty file", "", {}, 2, /^iris\.network\.json:1:1: /],
    ["a wrong type", irisConfig({ layers: "many" }), {}, 2, /^iris\.network\.json:1:\d+: layers: /],
    ["an unknown key", irisConfig({ epochs: 3 }), {}, 2, /^iris\.network\.json:1:\d+: epochs: unknown key 'epochs'/],
    ["an activation that there is not", irisConfig({ layers: [{ units: 3, activation: "softmx" }] }), {}, 2, /softmax/],
    [
      "outputs that do not fit the data",
      irisConfig({ layers: [{ units: 4, activation: "softmax" }] }),
      {},
      2,
      /^iris\.network\.json:1:\d+: layers\[0\]\.units: 4 output units for the 3 classes of this data; use 3/,
    ],
    ["a backend that is not there", irisConfig({ backend: "gpujs-webgpu" }), {}, 2, /gpujs-webgpu/],
    ["images that are missing", idx(), {}, 3, /^images\.idx: .*put the file there or correct data\.trainImages/],
    ["labels that are missing", idx(), images, 3, /^labels\.idx: .*put the file there or correct data\.trainLabels/],
    ["truncated images", idx(), { ...both, "images.idx": pictures(9).subarray(0, 30) }, 3, /^images\.idx: .*bytes/],
    [
      "a wrong magic number",
      idx(),
      { ...both, "images.idx": otherMagic },
      3,
      /^images\.idx: not an IDX file: .*starts with 07 07 08 03.*choose an IDX file/,
    ],
    ["images in place of labels", idx({ trainLabels: "images.idx" }), both, 3, /^images\.idx: .*labels/],
    ["fewer labels than images", idx(), { ...images, "labels.idx": labels(8) }, 3, /8 .*9|9 .*8/],
    ["a label out of range", idx({ classNames: ["a", "b"] }), both, 3, /^labels\.idx: label 2 of example 2 /],
  ];

describe("faulty input", () => {
  let terminal: Terminal;

  before(() => bundled("src/cli/main.ts"));
  beforeEach(() => {
    terminal = new Terminal();
  });
  afterEach(() => terminal.remove());

  for (const [what, config, files, exitCode, says] of faults) {
    it(`is told in one line, with ${exitCode}, and nothing is written: ${what}`, async () => {
      terminal.write("iris.network.json", config);
      for (const [name, bytes] of Object.entries(files)) terminal.write(name, bytes);
      const before = terminal.files();
      const { code, stdout, stderr } = await terminal.callHere("train", "iris.network.json");
      assert.match(stderr, says);
      assert.equal(stderr.trim().split("\n").length, 1, stderr);
      assert.deepEqual({ code, stdout }, { code: exitCode, stdout: "" });
      assert.deepEqual(terminal.files(), before);
      const { code: checked } = await terminal.callHere("check", "iris.network.json");
      // `check` accepts a missing backend, which may exist on the machine of the run.
      if (!what.startsWith("a backend")) assert.equal(checked, exitCode);
    });
  }

  it("is a folder where a file is wanted: the config in it is named, or the command that takes a group or a run", async () => {
    terminal.write("iris.network.json", irisConfig());
    for (const args of [["check"], ["train"], ["backends", "--measure"]]) {
      const { code, stderr } = await terminal.callHere(...args, ".");
      assert.deepEqual([code, stderr], [2, ".: is a folder; give a config file: iris.network.json is one\n"]);
    }
    terminal.write("group.json", {});
    assert.match((await terminal.callHere("train", ".")).stderr, /^\.: is a group folder, not a config; .*\n$/);
  });

  it("is a folder that is not there, or a name of none of its columns: runs does not say that there are no runs", async () => {
    const says = async (...args: string[]) => {
      const { code, stdout, stderr } = await terminal.callHere("runs", ...args);
      assert.equal(stdout, "");
      return `${code} ${stderr}`;
    };
    assert.match(await says("nowhere"), /^5 nowhere: there is no such folder; /);
    assert.match(await says("--runs", "nowhere"), /^5 nowhere: there is no such folder; /);
    terminal.write("file", "");
    assert.match(await says("file"), /^5 file: is a file; /);
    for (const option of ["--columns", "--sort"])
      assert.match(await says(option, ", "), /^2 option --\w+: names no column/);
  });
});
