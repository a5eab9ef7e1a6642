/** Shapes and parameter counts of a config's layers, also while the config is incomplete. */
import assert from "node:assert/strict";
import { ConfigDocument } from "../../src/config/check/document";
import { outlineOf } from "../../src/config/editor/outline";

const of = (text: string, inputs?: number) => outlineOf(new ConfigDocument(text), inputs);
const shapes = (text: string, inputs?: number) =>
  of(text, inputs).layers.map((layer) => [layer.inputs, layer.units, layer.parameters]);

const mnist = '{ "data": { "format": "builtin", "name": "mnist" }, "layers": [{ "units": 100 }, { "units": 10 }] }';

describe("the outline of a config", () => {
  it("knows the shapes over a builtin set, weights and biases counted", () => {
    assert.deepEqual(shapes(mnist), [
      [784, 100, 78_500],
      [100, 10, 1010],
    ]);
    assert.equal(of(mnist).parameters, 79_510);
  });

  it("counts no biases where there are none, and learned alphas", () => {
    const text = '{ "layers": [{ "units": 5, "bias": false, "learnAlpha": true }, { "units": 2, "bias": false }] }';
    assert.deepEqual(shapes(text, 3), [
      [3, 5, 20],
      [5, 2, 10],
    ]);
  });

  it("tells what it can where inputs or units are not known", () => {
    const text = '{ "data": { "format": "idx" }, "layers": [{ "units": 4 }, { "units": "x" }, { "units": 2 }, 7] }';
    assert.deepEqual(shapes(text), [
      [undefined, 4, undefined],
      [4, undefined, undefined],
      [undefined, 2, undefined],
      [2, undefined, undefined],
    ]);
    assert.equal(of(text).parameters, undefined);
  });

  it("reads a text that is not finished, and places each layer in it", () => {
    const text = '{ "layers": [ { "units": 3, "activation": "tanh" }, { "units": ';
    const [first] = of(text, 2).layers;
    assert.equal(text.slice(first.offset, first.offset + first.length), '{ "units": 3, "activation": "tanh" }');
    assert.deepEqual([first.activation, first.parameters], ["tanh", 9]);
    for (const odd of ["", "[]", "7", "{", '{"layers":{}}', '{"data":null}']) assert.deepEqual(of(odd).layers, []);
  });
});
