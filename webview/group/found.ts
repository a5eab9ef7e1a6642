/** The best trials of a sweep so far, and whether it is over, computed from its trials as in every worker. */
import { trialColumn } from "../../src/protocol/groupPanel";
import { stateColumn, type TrialTable, trialStates } from "../../src/protocol/trialTable";
import { type BudgetLeft, budgetLeft } from "../../src/search/budgetLeft";
import { gridOrder } from "../../src/search/grid";
import { proposeGeneration } from "../../src/search/propose";
import type { Generation, Proposal, SweepPlan, TrialResult, Value } from "../../src/search/types";
import { type Found, foundBy } from "../../src/search/winner";

export class SweepFinder {
  private known: { readonly closed: number; readonly found: readonly Found[] } | undefined;
  private ended: { readonly closed: number; readonly isOver: boolean } | undefined;
  private untried: { readonly closed: number; readonly left: BudgetLeft | undefined } | undefined;
  private settings: number | undefined;

  constructor(private readonly plan: SweepPlan) {}

  /** Planned number of settings; undefined if the plan does not determine it. */
  get planned(): number | undefined {
    this.settings ??= this.plan.search.type === "grid" ? gridOrder(this.plan).length : this.plan.search.trials;
    return this.settings;
  }

  /** Returns the best trials of the closed generations, as `sweep` reports them at its end. */
  find(table: TrialTable, closed: number): readonly Found[] {
    if (this.known?.closed !== closed) {
      this.known = { closed, found: foundBy(this.plan, generationsOf(this.plan, table, closed)) };
    }
    return this.known.found;
  }

  /** Returns what the budget left untried; called after the end of the sweep. */
  left(table: TrialTable, closed: number): BudgetLeft | undefined {
    if (this.untried?.closed !== closed) {
      this.untried = { closed, left: budgetLeft(this.plan, generationsOf(this.plan, table, closed)) };
    }
    return this.untried.left;
  }

  /** Returns true if nothing is left to try; called while no worker trains. */
  isOver(table: TrialTable, closed: number): boolean {
    if (this.ended?.closed !== closed) {
      this.ended = { closed, isOver: isOver(this.plan, generationsOf(this.plan, table, closed)) };
    }
    return this.ended.isOver;
  }
}

/** Returns true if the search proposes no further trials; empty generations count as closed. */
function isOver(plan: SweepPlan, closed: readonly Generation[]): boolean {
  const next = proposeGeneration(plan, closed.length, closed);
  if (next?.length !== 0) return next === undefined;
  return isOver(plan, [...closed, { generation: closed.length, proposals: [], results: [] }]);
}

function generationsOf(plan: SweepPlan, table: TrialTable, closed: number): Generation[] {
  const generations = Array.from({ length: closed }, (_, generation) => ({
    generation,
    proposals: [] as Proposal[],
    results: [] as TrialResult[],
  }));
  for (let row = 0; row < table.length; row++) {
    const generation = generations[table.number(trialColumn.generation, row)];
    if (!generation) continue;
    generation.proposals.push(proposalOf(plan, table, row));
    generation.results.push(resultOf(plan, table, row));
  }
  return generations;
}

/** Returns the values of the parameters that were drawn for a trial, by path. */
export function valuesOf(plan: SweepPlan, table: TrialTable, row: number): Record<string, Value> {
  return Object.fromEntries(
    plan.space.flatMap((parameter) => {
      const number = table.number(trialColumn.value(parameter.path), row);
      if (Number.isNaN(number)) return [];
      return [[parameter.path, parameter.kind === "choice" ? parameter.choices[number] : number]];
    }),
  );
}

function proposalOf(plan: SweepPlan, table: TrialTable, row: number): Proposal {
  const { generation, seed, epochs, repeats, continues } = trialColumn;
  const [repeated, continued] = [table.number(repeats, row), table.number(continues, row)];
  return {
    trial: row,
    generation: table.number(generation, row),
    values: valuesOf(plan, table, row),
    seed: table.number(seed, row),
    epochs: table.number(epochs, row),
    ...(!Number.isNaN(repeated) && { repeats: repeated }),
    ...(!Number.isNaN(continued) && { continues: continued }),
  };
}

function resultOf(plan: SweepPlan, table: TrialTable, row: number): TrialResult {
  const isDone = trialStates[table.number(stateColumn, row)] === "done";
  return {
    trial: row,
    state: isDone ? "done" : "failed",
    objectives: isDone ? plan.objectives.map((_, i) => table.number(trialColumn.objective(i), row)) : [],
    epochs: table.number(trialColumn.ended, row),
    examples: table.number(trialColumn.examples, row),
  };
}
