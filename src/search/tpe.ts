/**
 * The tree-structured Parzen estimator: Bergstra et al., Algorithms for Hyper-Parameter Optimization, 2011. Trials are
 * split into a good share and the rest; each parameter is drawn for itself from l, the density of the good values, and
 * of some candidates the one with the largest l / g is taken, which has the largest expected improvement. Failed trials
 * are worse than all others. A generation knows no result of itself or the one before: its trials differ by their
 * random numbers.
 */
import { type History, isPending, lossesOf, settingsOf } from "./history";
import { choiceProbabilities, drawFrom, logDensity, mixtureOf } from "./parzen";
import { type DrawOf, elementsPerAttempt, randomDraw, streamOf } from "./random";
import { bestFirst } from "./ranking";
import { fromUnit, unitCell, type Values } from "./space";
import type { Parameter, SweepPlan, Value } from "./types";

/** Results before the first model, as Optuna's; the good share is the paper's. */
const startupTrials = 10;
const goodOf = (trials: number) => Math.min(25, Math.ceil(0.15 * trials));
/**
 * Optuna has 24. More candidates agree more on the one best place, where all trials of a generation would meet. This
 * number and the good share were chosen by comparison on test functions, those of test/search/tpe.test.ts among them.
 */
const candidates = 4;

export function tpeDraw(plan: SweepPlan, history: History): DrawOf {
  const known = settingsOf(history).filter((proposal) => !isPending(history, proposal));
  const random = randomDraw(plan);
  if (known.length < startupTrials) return random;
  const ranked = bestFirst(
    known.map(({ trial, values }) => ({ trial, values, losses: lossesOf(plan, history.results.get(trial)) })),
  );
  const good = ranked.slice(0, goodOf(ranked.length)).map(({ values }) => values);
  const bad = ranked.slice(good.length).map(({ values }) => values);
  const models = plan.space.map((parameter) => modelOf(parameter, observed(parameter, good), observed(parameter, bad)));
  return (trial, attempt) => (_parameter, index) => {
    const stream = streamOf(plan, trial, index);
    // Element 0 of an attempt is random search's.
    return models[index]((element) => stream.uniform(attempt * elementsPerAttempt + 1 + element));
  };
}

/** The values of trials that drew it. */
function observed({ path }: Parameter, trials: readonly Values[]): readonly Value[] {
  return trials.filter((values) => Object.hasOwn(values, path)).map((values) => values[path]);
}

type Model = (uniform: (element: number) => number) => Value;

function modelOf(parameter: Parameter, good: readonly Value[], bad: readonly Value[]): Model {
  return parameter.kind === "choice" ? choiceModel(parameter.choices, good, bad) : numberModel(parameter, good, bad);
}

function choiceModel(choices: readonly Value[], good: readonly Value[], bad: readonly Value[]): Model {
  const indices = (values: readonly Value[]) => values.map((value) => choices.indexOf(value));
  const l = choiceProbabilities(indices(good), choices.length);
  const g = choiceProbabilities(indices(bad), choices.length);
  return (uniform) =>
    choices[
      best(
        (element) => drawIndex(l, uniform(element)),
        (index) => l[index] / g[index],
      )
    ];
}

function drawIndex(probabilities: readonly number[], u: number): number {
  let below = 0;
  const index = probabilities.findIndex((probability) => {
    below += probability;
    return u < below;
  });
  return index < 0 ? probabilities.length - 1 : index;
}

function numberModel(parameter: Parameter, good: readonly Value[], bad: readonly Value[]): Model {
  const cell = (value: Value) => unitCell(parameter, value) ?? ([0, 1] as const);
  const centers = (values: readonly Value[]) => values.map(cell).map(([from, to]) => (from + to) / 2);
  const l = mixtureOf(centers(good));
  const g = mixtureOf(centers(bad));
  return (uniform) =>
    best(
      (element) => fromUnit(parameter, drawFrom(l, uniform(element), uniform(element + 1))),
      (value) => logDensity(l, cell(value)) - logDensity(g, cell(value)),
    );
}

/** Of the candidates the first with the largest score; each has two numbers of its own. */
function best<T>(draw: (element: number) => T, score: (candidate: T) => number): T {
  let winner = draw(0);
  let largest = score(winner);
  for (let i = 1; i < candidates; i++) {
    const candidate = draw(2 * i);
    const reached = score(candidate);
    if (reached > largest) [winner, largest] = [candidate, reached];
  }
  return winner;
}
