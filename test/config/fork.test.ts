/**
 * The config of a fork: the trained settings, the weights it starts from, and those of the user's comments that are
 * still true.
 */
import assert from "node:assert/strict";
import { checkConfig } from "../../src/config/check/check";
import { forkText, type Trained } from "../../src/config/compare/fork";
import { withSettingText } from "../../src/config/compare/setting";
import { withoutDefaults } from "../../src/config/compare/withoutDefaults";
import { type ResolvedConfig, resolveConfig } from "../../src/config/schema/resolve";

const text = `{
  // Three kinds of flowers
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "fraction": 0.2 } },
  "layers": [
    { "units": 5, "activation": "prelu" },
    { "units": 3, "activation": "softmax" } // the output
  ],
  "training": {
    "epochs": 20, // is enough
    "optimizer": { "type": "sgd", "learningRate": 0.2 }, // a long step
  },
}
`;
const start = { run: ".matrix-network/iris/20260101T120000Z-00aa", epoch: 12 };

function resolved(of: string): ResolvedConfig {
  const { config } = checkConfig(of);
  assert.ok(config);
  return resolveConfig(config, 7);
}

const trained = (changed: [string, unknown][] = []): Trained => ({
  config: resolved(text),
  seed: 7,
  changed: new Map(changed),
});

describe("a config with another value of one setting", () => {
  const changed = (path: string, typed: string, of = text) =>
    withSettingText(of, { path, text: typed }, trained().config);

  it("differs in it alone, and keeps the comments", () => {
    for (const [path, typed, from, to] of [
      ["training.optimizer.learningRate", "0.05", '"learningRate": 0.2', '"learningRate": 0.05'],
      ["layers[0].units", "12", '"units": 5', '"units": 12'],
      ["layers[0].activation", "tanh", '"prelu"', '"tanh"'],
    ]) {
      const fork = changed(path, typed);
      assert.equal(fork.text, text.replace(from, to));
      assert.ok(fork.text.slice(fork.offset, fork.offset + fork.length).includes(to.split(" ").at(-1) ?? ""));
    }
  });

  it("names the optimizer where the text leaves it to the default, and takes the config's own backend", () => {
    const short = text.replace('"optimizer": { "type": "sgd", "learningRate": 0.2 }, // a long step', "");
    assert.deepEqual(resolved(changed("training.optimizer.learningRate", "0.5", short).text).training.optimizer, {
      ...resolved(text).training.optimizer,
      learningRate: 0.5,
    });
    assert.equal(resolved(changed("config.backend", "reference").text).backend, "reference");
  });

  it("is refused where it would be no config any more", () => {
    for (const [path, typed, said] of [
      ["training.optimizer.learningRate", "-1", /learningRate/],
      ["layers[0].activation", "tahn", /tanh/],
      ["training.batchSize", "many", /batchSize/],
    ] as const) {
      assert.throws(() => changed(path, typed), { message: said });
    }
  });

  it("is trained from the beginning with the seed of the run", () => {
    const again = forkText(text, trained(), undefined);
    assert.deepEqual(resolved(again.text), { ...resolved(text), training: { ...resolved(text).training, seed: 7 } });
    assert.match(again.text, /is enough/);
  });
});

describe("the config of a fork", () => {
  it("keeps the text with its comments where it says what was trained, and adds the start", () => {
    const fork = forkText(text, trained(), start);
    assert.deepEqual(resolved(fork.text), { ...resolved(text), training: { ...resolved(text).training, start } });
    const added = fork.text.slice(fork.offset, fork.offset + fork.length);
    assert.match(added, /^"start": \{[^}]*"epoch": 12\s*\}$/);
    const without = fork.text.replace(added, "").replace(/\n *,/, "");
    assert.equal(without, text);
  });

  it("keeps the text of a run of before bestMetric was recorded, and makes its record no longer", () => {
    const watching = text.replace('"epochs"', '"earlyStopping": { "metric": "validationCost" }, "epochs"');
    const { bestMetric, ...training } = resolved(watching).training;
    assert.equal(bestMetric, "validationCost");
    const before = { config: { ...resolved(watching), training }, seed: 7, changed: new Map() };
    assert.match(forkText(watching, before, start).text, /is enough/);
    assert.doesNotMatch(forkText(undefined, before, start).text, /dropout|keepEvery|bestMetric/);
  });

  it("says what was trained where the text says something else by now, no longer than need be", () => {
    for (const now of [
      text.replace("0.2 }, //", "0.3 }, //"),
      text.replace('"units": 5', '"units": 6'),
      "{",
      undefined,
    ]) {
      const fork = forkText(now, trained(), start);
      const { training, ...rest } = resolved(text);
      assert.deepEqual(resolved(fork.text), { ...rest, training: { ...training, start } });
      assert.doesNotMatch(fork.text, /dropout|warmupEpochs|keepEvery|threads/);
      assert.deepEqual(checkConfig(fork.text).findings, []);
    }
  });

  it("takes another start's place", () => {
    const again = text.replace('"epochs"', '"start": { "run": "another" }, "epochs"');
    const fork = forkText(again, { ...trained(), config: resolved(again) }, start);
    assert.deepEqual(resolved(fork.text).training.start, start);
    assert.match(fork.text, /\/\/ is enough/);
  });

  it("goes on with the settings of that epoch where they were changed on the way", () => {
    const changes: [string, unknown][] = [
      ["training.optimizer.learningRate", 0.05],
      ["training.regularization.l2", 0.1],
    ];
    const saved = text
      .replace("0.2 }, //", "0.05 }, //")
      .replace('"epochs"', '"regularization": { "l2": 0.1 }, "epochs"');
    const short = text.replace(/"optimizer": .*/, "");
    for (const now of [text, saved, short]) {
      const config = now === saved ? resolved(text) : resolved(now);
      const fork = forkText(now, { ...trained(changes), config }, start);
      const { optimizer, regularization } = resolved(fork.text).training;
      assert.equal(optimizer.learningRate, 0.05);
      assert.equal(regularization.l2, 0.1);
      assert.match(fork.text, /\/\/ is enough/);
    }
  });
});

describe("a config without its defaults", () => {
  it("means the same", () => {
    for (const of of [text, text.replace('"sgd", "learningRate": 0.2', '"adam", "beta1": 0.8')]) {
      const short = JSON.stringify(withoutDefaults(resolved(of)));
      assert.deepEqual(resolved(short), resolved(of));
      assert.ok(short.length < JSON.stringify(resolved(of)).length / 2);
    }
  });

  it("of another version is left as it is", () => {
    const other = { ...resolved(text), dreams: true };
    assert.deepEqual(withoutDefaults(other), JSON.parse(JSON.stringify(other)));
  });
});
