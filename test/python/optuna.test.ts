/** Optuna opens the journals of sweeps and reads the same trials as the sweep. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { basename } from "node:path";
import { optunaFile } from "../../src/groups/names";
import { TemporaryGroup } from "../groups/files";
import {
  endAll,
  everyKind,
  everyKindTrials,
  halving,
  halvingTrials,
  twoObjectives,
  twoObjectivesTrials,
} from "../groups/journals";

const python = process.env.MATRIX_NETWORK_OPTUNA ?? "python3";
const script = `
import json, sys, optuna
from optuna.storages import JournalFileStorage, JournalStorage
optuna.logging.set_verbosity(optuna.logging.ERROR)
found = []
for path in sys.argv[1:]:
    storage = JournalStorage(JournalFileStorage(path))
    [summary] = optuna.get_all_study_summaries(storage)
    study = optuna.load_study(study_name=summary.study_name, storage=storage)
    for trial in study.trials:
        trial._validate()
    found.append({
        "name": study.study_name,
        "directions": [direction.name for direction in study.directions],
        "best": [trial.number for trial in study.best_trials] if len(study.directions) > 1 else study.best_trial.number,
        "distributions": {name: repr(one) for name, one in study.trials[0].distributions.items()},
        "trials": [[trial.number, trial.state.name, trial.values, trial.params, trial.intermediate_values,
                    trial.duration.total_seconds() >= 0] for trial in study.trials],
        "attributes": study.trials[-1].user_attrs,
    })
    if len(found) == 1:
        # It goes on from there: the sampler takes our trials for its own.
        study.sampler = optuna.samplers.TPESampler(seed=1, n_startup_trials=1)
        asked = study.ask()
        asked.suggest_float("training.optimizer.learningRate", 0.001, 1, log=True)
        study.tell(asked, 0.1)
        found[0]["next"] = asked.number
print(json.dumps(found))
`;

describe("Optuna", () => {
  const groups: TemporaryGroup[] = [];
  after(() => {
    for (const each of groups) each.remove();
  });

  it("reads every parameter, figure and state of sweeps, and goes on from them", async () => {
    for (let i = 0; i < 3; i++) groups.push(await new TemporaryGroup().create());
    await endAll(groups[0], everyKind, everyKindTrials);
    await endAll(groups[1], halving, halvingTrials);
    await endAll(groups[2], twoObjectives, twoObjectivesTrials);
    const files = groups.map(({ group }) => optunaFile(group));
    const { status, stdout, stderr } = spawnSync(python, ["-W", "ignore", "-c", script, ...files], {
      encoding: "utf8",
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
    });
    assert.equal(status, 0, stderr);
    const [kinds, rungs, two] = JSON.parse(stdout);
    assert.equal(kinds.name, basename(groups[0].group));
    assert.deepEqual(kinds.directions, ["MAXIMIZE"]);
    assert.deepEqual(kinds.distributions, {
      "training.optimizer.type": "CategoricalDistribution(choices=('sgd', 'adam'))",
      "training.batchSize": "CategoricalDistribution(choices=(16, 32))",
      "training.optimizer.learningRate": "FloatDistribution(high=1.0, log=True, low=0.001, step=None)",
      "layers[0].units": "IntDistribution(high=64, log=True, low=4, step=1)",
      hiddenLayers: "IntDistribution(high=3, log=False, low=1, step=1)",
      "training.optimizer.momentum": "FloatDistribution(high=0.95, log=False, low=0.0, step=None)",
    });
    const values = everyKindTrials.map(([proposal]) => proposal.values);
    assert.deepEqual(kinds.trials, [
      [0, "COMPLETE", [0.5], values[0], {}, true],
      [1, "FAIL", null, values[1], {}, true],
      [2, "COMPLETE", [0.75], values[2], {}, true],
      [3, "COMPLETE", [0.625], values[3], {}, true],
    ]);
    assert.deepEqual([kinds.best, kinds.next], [2, 4]);
    assert.deepEqual([kinds.attributes.repeats, kinds.attributes.seed], [2, 8]);
    assert.deepEqual(
      rungs.trials.map(([number, state, [value], , reached]: [number, string, number[], unknown, unknown]) => [number, state, value, reached]), // biome-ignore format: a row
      [
        [0, "PRUNED", 0.25, { 1: 0.25 }],
        [1, "PRUNED", 0.5, { 1: 0.5 }],
        [2, "PRUNED", 0.625, { 1: 0.5, 3: 0.625 }],
        [3, "COMPLETE", 0.75, { 1: 0.5, 3: 0.625, 9: 0.75 }],
      ],
    );
    assert.equal(rungs.best, 3);
    assert.deepEqual(two.directions, ["MAXIMIZE", "MINIMIZE"]);
    assert.deepEqual(two.best, [1]);
    assert.deepEqual(
      two.trials.map(([, , each]: [number, string, number[]]) => each),
      [
        [0.5, 2],
        [0.75, 1],
      ],
    );
  });
});
