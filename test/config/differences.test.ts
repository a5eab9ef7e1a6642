/** The differences between two runs' configs, as a list and as text. */
import assert from "node:assert/strict";
import { checkConfig } from "../../src/config/check/check";
import { configDifferences } from "../../src/config/compare/differences";
import { formatDifferences } from "../../src/config/compare/formatDifferences";
import { type ResolvedConfig, resolveConfig } from "../../src/config/schema/resolve";

const layers = [
  { units: 100, activation: "relu" },
  { units: 10, activation: "softmax" },
];

function config(parts: { training?: object; layers?: object[]; data?: object; $schema?: string } = {}): ResolvedConfig {
  const text = JSON.stringify({ version: 1, data: { format: "builtin", name: "mnist" }, layers, ...parts });
  const { config, findings } = checkConfig(text);
  assert.ok(config, findings.map(({ message }) => message).join("\n"));
  return resolveConfig(config, 1);
}
const words = (before: ResolvedConfig, after: ResolvedConfig, most?: number) =>
  formatDifferences(configDifferences(before, after), most);

describe("differences between configs", () => {
  it("are none where only the order of keys, or a default that was written out, is another", () => {
    const a = config({ training: { epochs: 5, batchSize: 32, optimizer: { type: "sgd", learningRate: 0.1 } } });
    const b = config({ $schema: "x.json", training: { batchSize: 32, epochs: 5 } });
    assert.deepEqual(configDifferences(a, b), []);
  });

  it("are columns called as what every object has", () => {
    const table = (ordinal: object) => config({ data: { format: "csv", path: "a.csv", label: "y", ordinal } });
    const values = ["low", "high"];
    assert.deepEqual(configDifferences(table({ size: values }), table({ size: values, constructor: values })), [
      { path: "data.ordinal.constructor", from: undefined, to: values },
    ]);
  });

  it("are keys with both values", () => {
    const a = config({ training: { optimizer: { type: "sgd", learningRate: 1 } } });
    const b = config({ training: { optimizer: { type: "sgd", learningRate: 0.5 }, regularization: { l2: 5 } } });
    assert.deepEqual(configDifferences(a, b), [
      { path: "training.optimizer.learningRate", from: 1, to: 0.5 },
      { path: "training.regularization.l2", from: 0, to: 5 },
    ]);
  });

  it("name keys that only one of them has", () => {
    const stopping = { patience: 3 };
    const [difference] = configDifferences(config({ training: { earlyStopping: stopping } }), config());
    assert.equal(difference.path, "training.earlyStopping");
    assert.equal(difference.to, undefined);
    assert.equal((difference.from as { patience: number }).patience, 3);
  });

  it("are told layer by layer, and of networks of another depth as a whole", () => {
    const wider = config({ layers: [{ ...layers[0], units: 200 }, layers[1]] });
    assert.deepEqual(configDifferences(config(), wider), [{ path: "layers[0].units", from: 100, to: 200 }]);
    const deeper = config({ layers: [layers[0], { units: 30, activation: "relu" }, layers[1]] });
    assert.deepEqual(
      configDifferences(config(), deeper).map(({ path }) => path),
      ["layers"],
    );
    assert.equal(words(config(), deeper), "layers 100·10 → 100·30·10");
  });

  it("have short words, what matters most first", () => {
    const a = config({ training: { seed: 1, batchSize: 10, optimizer: { type: "sgd", learningRate: 1 } } });
    const b = config({ training: { seed: 2, batchSize: 100, optimizer: { type: "sgd", learningRate: 0.5 } } });
    assert.equal(words(a, b), "η 1.0 → 0.5, batch 10 → 100, seed 1 → 2");
    assert.equal(words(a, b, 1), "η 1.0 → 0.5, +2");
  });

  it("count layers from one, as people do, and say none for what is not there", () => {
    const wider = config({
      layers: [{ ...layers[0], dropout: 0.5 }, layers[1]],
      data: { format: "builtin", name: "mnist", limit: 100 },
    });
    assert.equal(words(config(), wider), "layer 1 dropout 0 → 0.5, limit none → 100");
  });

  it("leave for last what follows from other settings", () => {
    assert.equal(
      words(config({ training: { epochs: 30 } }), config({ training: { epochs: 200 } })),
      "epochs 30 → 200, keepEvery 1 → 4",
    );
  });
});
