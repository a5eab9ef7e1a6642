/** Proposals are a pure function of the plan and of the closed generations, whoever computes them and when. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { proposeGeneration } from "../../src/search/propose";
import { isDrawn, unitCell } from "../../src/search/space";
import type { Generation, Proposal, Space, SweepPlan, TrialResult } from "../../src/search/types";
import { foundBy } from "../../src/search/winner";
import { type Answer, planOf, resultOf, sweep } from "./sweep";

const mixed: Space = [
  { path: "momentum", kind: "range", low: 0, high: 0.99, when: { optimizer: "sgd", nesterov: true } },
  { path: "optimizer", kind: "choice", choices: ["sgd", "adam"] },
  { path: "rate", kind: "log", low: 1e-4, high: 1 },
  { path: "units", kind: "integer", low: 4, high: 512, log: true },
  { path: "layers", kind: "integer", low: 1, high: 4, log: false },
];
const listed: Space = [
  { path: "optimizer", kind: "choice", choices: ["sgd", "adam"] },
  { path: "layers", kind: "integer", low: 1, high: 4, log: false },
  { path: "bias", kind: "choice", choices: [true, false], when: { optimizer: "sgd" } },
];

/** The losses have noise that depends on the seed; some trials fail. */
const answer: Answer = ({ values, seed, trial }) => {
  if (trial % 7 === 3) return undefined;
  const rate = Math.log10(Number(values.rate ?? 0.1));
  return [(rate + 2) ** 2 + Number(values.layers) * 0.1 + Math.sin(seed * 12.9 + trial) * 0.05];
};
const twice: Answer = (proposal) => {
  const loss = answer(proposal)?.[0];
  return loss === undefined ? undefined : [loss, Number(proposal.values.layers)];
};

const metric = { metric: "loss", largerIsBetter: false };
const fixed = { nesterov: true };

const plans: fc.Arbitrary<SweepPlan> = fc
  .record({
    type: fc.constantFrom("grid", "random", "halving", "tpe"),
    trials: fc.integer({ min: 1, max: 30 }),
    generation: fc.integer({ min: 1, max: 9 }),
    seed: fc.maxSafeNat(),
    most: fc.integer({ min: 1, max: 4 }),
    objectives: fc.integer({ min: 1, max: 2 }),
    budget: fc.option(fc.record({ trials: fc.nat(40), examples: fc.nat(90_000) }, { requiredKeys: [] })),
  })
  .map(({ type, most, objectives, budget, ...search }) =>
    planOf({
      space: type === "grid" ? listed : mixed,
      search: { ...search, type } as SweepPlan["search"],
      fixed,
      repeats: { most },
      objectives: Array.from({ length: objectives }, () => metric),
      examplesPerEpoch: 120,
      ...(budget ? { budget: budget as NonNullable<SweepPlan["budget"]> } : {}),
    }),
  );
const answerOf = (plan: SweepPlan) => (plan.objectives.length === 1 ? answer : twice);
const check = (property: (plan: SweepPlan, generations: readonly Generation[]) => void) =>
  fc.assert(
    fc.property(plans, (plan) => property(plan, sweep(plan, answerOf(plan)))),
    { seed: 16, numRuns: 60 },
  );

describe("the proposals of a generation", function () {
  this.timeout(60_000);

  it("are the same for whoever computes them, from files in any order, with results in any order", () => {
    check((plan, generations) => {
      const copied = structuredClone([...generations]).reverse();
      const shuffled = copied.map((one) => ({ ...one, results: [...one.results].reverse() }));
      for (const { generation, proposals } of generations) {
        assert.deepEqual(proposeGeneration(plan, generation, shuffled), proposals);
      }
      assert.deepEqual(foundBy(plan, shuffled), foundBy(plan, generations));
    });
  });

  it("know nothing of the generation before, nor of later ones", () => {
    check((plan, generations) => {
      for (const { generation, proposals } of generations) {
        const past = generations.slice(0, Math.max(0, generation - 1));
        assert.deepEqual(proposeGeneration(plan, generation, past), proposals);
        const changed = generations.slice(Math.max(0, generation - 1)).map((one) => ({
          ...one,
          results: one.results.map((result) => ({ ...result, state: "done" as const, objectives: [-result.trial, 0] })),
        }));
        assert.deepEqual(proposeGeneration(plan, generation, [...changed, ...past]), proposals);
      }
    });
  });

  it("are the same for 1 worker and for 20, whoever is slow", () => {
    check((plan, generations) => {
      for (const workers of [1, 20]) assert.deepEqual(worked(plan, workers), generations);
    });
  });

  it("need all generations before the last", () => {
    const plan = planOf({ space: mixed, search: { type: "random", trials: 20, generation: 2, seed: 1 }, fixed });
    const generations = sweep(plan, answer);
    assert.deepEqual(proposeGeneration(plan, 2, generations.slice(0, 1)), generations[2].proposals);
    assert.throws(() => proposeGeneration(plan, 2, generations.slice(1)), /generation 0/);
  });

  it("number trials one after the other, and hold what the space and its conditions say, in its order", () => {
    check((plan, generations) => {
      const proposals = generations.flatMap((one) => one.proposals);
      proposals.forEach(({ trial, values }, i) => {
        assert.equal(trial, i);
        const drawn = plan.space.filter((parameter) => isDrawn(parameter, values, plan.fixed));
        assert.deepEqual(
          Object.keys(values),
          drawn.map(({ path }) => path),
        );
        for (const parameter of drawn) assert.ok(unitCell(parameter, values[parameter.path]), parameter.path);
      });
    });
  });

  it("are as many as the generation allows, and end: empty ones stand only after others", () => {
    check((plan, generations) => {
      generations.forEach(({ proposals }, i) => {
        assert.ok(proposals.length <= plan.search.generation);
        assert.ok(proposals.length > 0 || generations[i - 1].proposals.length > 0);
      });
      assert.equal(proposeGeneration(plan, generations.length, generations), undefined);
    });
  });

  it("never try the same settings twice, but as a repeat or a promotion", () => {
    check((_plan, generations) => {
      const settings = generations
        .flatMap(({ proposals }) => proposals)
        .filter(({ repeats, continues }) => repeats === undefined && continues === undefined)
        .map(({ values }) => JSON.stringify(values));
      assert.equal(new Set(settings).size, settings.length);
    });
  });

  it("keep to a budget of trials and examples exactly", () => {
    check(({ budget }, generations) => {
      const results = generations.flatMap((one) => one.results);
      const examples = results.reduce((sum, result) => sum + result.examples, 0);
      assert.ok(results.length <= (budget?.trials ?? Number.POSITIVE_INFINITY));
      assert.ok(examples <= (budget?.examples ?? Number.POSITIVE_INFINITY));
    });
  });

  it("use up a budget: what early stopping leaves over begins further trials", () => {
    const plan = planOf({
      space: mixed,
      search: { type: "random", trials: 100, generation: 4, seed: 2 },
      fixed,
      examplesPerEpoch: 100,
      budget: { examples: 27_000 },
    });
    const trials = (epochs: number) => {
      const closed: Generation[] = [];
      for (;;) {
        const proposals = proposeGeneration(plan, closed.length, closed);
        if (!proposals) return closed.flatMap((one) => one.results).length;
        const results = proposals.map(({ trial }) => {
          return { trial, state: "done" as const, objectives: [trial], epochs, examples: 100 * epochs };
        });
        closed.push({ generation: closed.length, proposals, results });
      }
    };
    assert.equal(trials(27), 10);
    // The last trial begins with 2,700 examples of the budget left, and leaves 1,800.
    assert.equal(trials(9), 28);
  });

  it("of a longer search begin with those of a shorter one", () => {
    for (const type of ["grid", "random", "tpe"] as const) {
      const space = type === "grid" ? listed : mixed;
      const settings = (trials: number) =>
        sweep(planOf({ space, search: { type, trials, generation: 4, seed: 3 }, fixed }), answer)
          .flatMap((one) => one.proposals)
          .map(({ values }) => values);
      assert.deepEqual(settings(20).slice(0, 8), settings(8), type);
    }
  });
});

describe("a grid", () => {
  const settings = (plan: SweepPlan): Proposal["values"][] =>
    sweep(plan, () => [0]).flatMap((one) => one.proposals.map(({ values }) => values));

  it("tries every point, the last parameter varying fastest, and none twice where a condition fails", () => {
    const plan = planOf({ space: listed, search: { type: "grid", generation: 5, seed: 1 } });
    assert.deepEqual(
      settings(plan).map((values) => Object.values(values).join(" ")),
      [
        ...["sgd 1 true", "sgd 1 false", "sgd 2 true", "sgd 2 false", "sgd 3 true", "sgd 3 false", "sgd 4 true"],
        ...["sgd 4 false", "adam 1", "adam 2", "adam 3", "adam 4"],
      ],
    );
  });

  it("of fewer trials is spread over the whole by its seed", () => {
    const part = settings(planOf({ space: listed, search: { type: "grid", generation: 5, seed: 1, trials: 6 } }));
    assert.equal(new Set(part.map((values) => JSON.stringify(values))).size, 6);
    assert.equal(new Set(part.map(({ optimizer }) => optimizer)).size, 2);
  });

  it("is refused for a range, with values to list", () => {
    assert.throws(
      () => proposeGeneration(planOf({ space: mixed, search: { type: "grid", generation: 5, seed: 1 } }), 0, []),
      {
        code: "search-when",
      },
    );
    assert.throws(
      () => proposeGeneration(planOf({ space: mixed, search: { type: "grid", generation: 5, seed: 1 }, fixed }), 0, []),
      /^NetworkError: momentum: a grid needs a list of values; write \{"choice": \[0, 0.2475, 0.495, 0.7425, 0.99\]\}/,
    );
  });
});

describe("a space of few points", () => {
  it("ends a search when all of them were tried", () => {
    for (const type of ["random", "tpe"] as const) {
      const plan = planOf({ space: listed, search: { type, trials: 60, generation: 5, seed: 4 } });
      assert.equal(sweep(plan, answer).flatMap((one) => one.proposals).length, 12, type);
    }
  });
});

describe("a plan that cannot be drawn from", () => {
  const wrong: [string, Space, RegExp][] = [
    [
      "bounds in the wrong order",
      [{ path: "a", kind: "range", low: 1, high: 0 }],
      /a: starts at 1 and ends at 0; give/,
    ],
    ["a log from zero", [{ path: "a", kind: "log", low: 0, high: 1 }], /a: a logarithmic range cannot start at 0/],
    ["half an integer", [{ path: "a", kind: "integer", low: 1.5, high: 3, log: false }], /a: has bounds that are not/],
    ["no choice", [{ path: "a", kind: "choice", choices: [] }], /a: lists no value/],
    ["a value twice", [{ path: "a", kind: "choice", choices: [1, 1] }], /one twice/],
    [
      "a circle",
      [
        { path: "a", kind: "choice", choices: [1, 2], when: { b: 1 } },
        { path: "b", kind: "choice", choices: [1, 2], when: { a: 1 } },
      ],
      /a: its "when" depends on itself/,
    ],
    ["an unknown condition", [{ path: "a", kind: "choice", choices: [1], when: { c: 1 } }], /its "when" names c/],
  ];
  for (const [name, space, message] of wrong) {
    it(`is refused: ${name}`, () => {
      const plan = planOf({ space, search: { type: "random", trials: 3, generation: 1, seed: 1 } });
      assert.throws(() => proposeGeneration(plan, 0, []), message);
    });
  }
});

/**
 * Returns the generations that workers make of a sweep: each worker takes the next trial, and a trial's duration is a
 * hash of its number.
 */
function worked(plan: SweepPlan, workers: number): Generation[] {
  const epochs = new Map<number | undefined, number>();
  const opened: { proposals: readonly Proposal[]; results: TrialResult[] }[] = [];
  const running: { proposal: Proposal; until: number }[] = [];
  const closed = () =>
    opened.flatMap(({ proposals, results }, generation) =>
      results.length < proposals.length
        ? []
        : [{ generation, proposals, results: results.toSorted((a, b) => a.trial - b.trial) }],
    );
  let waiting: Proposal[] = [];
  for (let time = 0; ; time++) {
    for (const done of running.filter(({ until }) => until <= time)) {
      running.splice(running.indexOf(done), 1);
      const result = resultOf(done.proposal, answerOf(plan), epochs.get(done.proposal.continues));
      epochs.set(result.trial, result.epochs);
      opened[done.proposal.generation].results.push(result);
    }
    for (let isOver = false; waiting.length === 0 && !isOver; ) {
      const next = opened.length;
      const past = closed();
      if (Array.from({ length: next - 1 }, (_, g) => g).some((g) => !past.some((one) => one.generation === g))) break;
      const proposals = proposeGeneration(plan, next, past);
      if (!proposals && running.length === 0) return past;
      isOver = !proposals;
      if (proposals) opened.push({ proposals, results: [] });
      waiting = [...(proposals ?? [])];
    }
    for (const proposal of waiting.splice(0, workers - running.length)) {
      running.push({ proposal, until: time + 1 + ((proposal.trial * 7919) % 13) });
    }
  }
}
