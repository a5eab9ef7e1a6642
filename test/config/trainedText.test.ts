/** A config file as it was trained, beside the current file. */
import assert from "node:assert/strict";
import { checkConfig } from "../../src/config/check/check";
import { configDifferences } from "../../src/config/compare/differences";
import { trainedText } from "../../src/config/compare/trainedText";
import { type ResolvedConfig, resolveConfig } from "../../src/config/schema/resolve";

const now = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris" }, // flowers
  "layers": [
    { "units": 8, "activation": "relu" },
    { "units": 3, "activation": "softmax" }
  ],
  "training": {
    "epochs": 30,
    "optimizer": { "type": "sgd", "learningRate": 0.5 }
  }
}
`;

function trained(text: string, seed = 77): ResolvedConfig {
  const { config, findings } = checkConfig(text);
  assert.ok(config, findings.map(({ message }) => message).join("\n"));
  return resolveConfig(config, seed);
}

describe("a config as it was trained", () => {
  const cases: [name: string, then: string][] = [
    ["a number was another", now.replace("0.5", "1")],
    ["the number of epochs was another, and what follows from it", now.replace("30", "200")],
    ["a layer had another width", now.replace("8", "16")],
    ["a layer had a key more", now.replace('"relu"', '"prelu", "learnAlpha": true')],
    ["the optimizer was another", now.replace('"sgd", "learningRate": 0.5', '"adam", "learningRate": 0.002')],
    ["the data was other", now.replace('"builtin", "name": "iris"', '"csv", "path": "a.csv", "label": "kind"')],
    ["the network was less deep", now.replace('{ "units": 8, "activation": "relu" },\n    ', "")],
  ];
  for (const [name, then] of cases) {
    it(`is the very text where ${name}`, () => {
      assert.equal(trainedText(now, trained(then)), then);
    });
  }

  it("shows the value of a key that was left out then", () => {
    const then = now.replace(', "learningRate": 0.5', "");
    assert.equal(trainedText(now, trained(then)), now.replace("0.5", "0.1"));
  });

  it("is the file as it is where nothing changed, though its seed was chosen for it", () => {
    assert.equal(trainedText(now, trained(now)), now);
  });

  it("has the settings of then, and no defaults, where the kind of a thing was another", () => {
    const others = [
      now.replace('"type": "sgd", "learningRate": 0.5', '"type": "adam", "learningRate": 0.002'),
      now.replace('{ "units": 8, "activation": "relu" },', ""),
      now.replace('"format": "builtin", "name": "iris"', '"format": "csv", "path": "a.csv", "label": "kind"'),
      now.replace('"epochs": 30', '"earlyStopping": { "patience": 3, "metric": "cost" }'),
    ];
    for (const then of others) {
      const text = trainedText(now, trained(then));
      assert.deepEqual(configDifferences(trained(text), trained(then)), []);
      assert.match(text, /\/\/ flowers/);
      assert.doesNotMatch(text, /"(momentum|bias|initialization|scaling|restoreBest|seed)"/);
    }
  });

  it("is the trained config alone where the file is no config any more", () => {
    const text = trainedText("{ half", trained(now, 5));
    assert.deepEqual(configDifferences(trained(text, 5), trained(now, 5)), []);
    assert.doesNotMatch(text, /"(momentum|bias|seed)"/);
  });
});
