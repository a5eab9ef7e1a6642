/** `data` on the command line. */
import assert from "node:assert/strict";
import { Terminal } from "./terminal";

describe("data", () => {
  const terminal = new Terminal();
  before(() => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${["on", "off"][i % 2]},${"ab"[i % 2]}`);
    terminal.write("table.csv", `row,size,switch,kind\n${[...rows, rows[39]].join("\n")}\n`);
    const data = { format: "csv", path: "table.csv", label: "kind", test: { fraction: 0.25 } };
    const layers = [{ units: 2, activation: "softmax" }];
    terminal.write("kinds.network.json", { version: 1, data, layers, training: { epochs: 1, seed: 3 } });
  });
  after(() => terminal.remove());

  it("prints findings, a row for each column, and the classes of each set", async () => {
    const { code, stdout } = await terminal.callHere("data", "kinds.network.json");
    assert.equal(code, 0);
    assert.match(stdout, /^table\.csv: 41 rows, 4 columns, classification\nsets: 31 training, 10 test\n/);
    assert.match(stdout, /\n- “switch” alone decides the label\./);
    assert.match(stdout, /\n- Examples that equal an earlier one: 1\..* Such rows are 40, 41\.\n/);
    assert.match(stdout, /\nswitch {2}input {2}text {4}0 {8}2 .* V 1\.00 .* 2 inputs, one-hot\n/);
    assert.match(stdout, /\na {6}15 {8}0 {11}5\nb {6}16 {8}0 {11}5\n/);
  });

  it("prints the same as JSON, with the first rows as read", async () => {
    const { code, stdout } = await terminal.callHere("data", "kinds.network.json", "--json");
    const { rows, passes, columns, head, sets } = JSON.parse(stdout);
    assert.deepEqual([code, rows, passes, sets.train], [0, 41, 1, 31]);
    assert.deepEqual(head.rows[1], ["1", "7", "off", "b"]);
    assert.equal(columns[1].numbers.maximum, 10);
  });

  it("refuses a config as train does", async () => {
    terminal.write("none.network.json", { version: 1 });
    const { code, stderr } = await terminal.callHere("data", "none.network.json");
    assert.equal(code, 2);
    assert.match(stderr, /the key 'data' is missing/);
  });
});
