/**
 * optuna.log: a sweep as a journal of Optuna (its JournalFileStorage, since version 3.1), for Optuna and
 * optuna-dashboard. It is derived from generations/ and rewritten when one is closed. Each version starts with the
 * previous one, so that open readers can continue.
 */
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { atomicWrite } from "../runs/atomicWrite";
import { about } from "../runs/errors";
import type { Parameter, Proposal, SweepPlan, Value } from "../search/types";
import { type ClosedGeneration, endedIn } from "./generations";
import { optunaFile, resultFile, trialFolder } from "./names";
import type { EndedTrial } from "./trial";

/** Numbers of Optuna's JournalOperation, StudyDirection and TrialState. */
const createStudy = 0;
const setStudyUserAttribute = 2;
const setStudySystemAttribute = 3;
const createTrial = 4;
const direction = { minimize: 1, maximize: 2 };
const trialState = { complete: 1, pruned: 2, fail: 3 };

interface Times {
  readonly start: Date;
  readonly complete: Date;
}

/** Writes the journal, keeping the lines of trials written before. */
export class OptunaJournal {
  private readonly lines: string[];
  private readonly trials = new Map<number, EndedTrial>();
  private generations = 0;

  constructor(
    private readonly group: string,
    private readonly plan: SweepPlan,
  ) {
    this.lines = studyLines(basename(group), plan);
  }

  /** @param closed all closed generations, in order */
  async write(closed: readonly ClosedGeneration[]): Promise<void> {
    for (const generation of closed.slice(this.generations)) {
      const ended = endedIn(generation);
      const times = await Promise.all(ended.map(({ proposal }) => timesOf(this.group, proposal.trial)));
      for (const [i, each] of ended.entries()) {
        this.trials.set(each.proposal.trial, each);
        this.lines.push(trialLine(this.plan, each, this.before(each.proposal), times[i]));
      }
      this.generations++;
    }
    const file = optunaFile(this.group);
    const text = this.lines.join("");
    const found = await readFile(file, "utf8").catch(() => undefined);
    // It can be derived again, so it need not be synced to the disk.
    if (found !== text) await atomicWrite(file, text, { sync: false });
  }

  /** Returns the trials that this one continues, the first one first. */
  private before({ continues }: Proposal): EndedTrial[] {
    const previous = continues === undefined ? undefined : this.trials.get(continues);
    return previous ? [...this.before(previous.proposal), previous] : [];
  }
}

/** Returns the start of the first attempt and the time of the result, from their files. */
async function timesOf(group: string, trial: number): Promise<Times> {
  const result = resultFile(group, trial);
  const { mtime: complete } = await about(result, () => stat(result));
  const claim = await stat(join(trialFolder(group, trial), "claim.1")).catch(() => undefined);
  return { start: claim && claim.mtime < complete ? claim.mtime : complete, complete };
}

function studyLines(name: string, { space, objectives, search, seed, epochs, fixed }: SweepPlan): string[] {
  const directions = objectives.map((each) => direction[each.largerIsBetter ? "maximize" : "minimize"]);
  const attributes = { space, search, seed, epochs, fixed };
  return [
    line({ op_code: createStudy, study_name: name, directions }),
    // Written as by Study.set_metric_names, since Optuna 3.2; earlier versions ignore it.
    line({
      op_code: setStudySystemAttribute,
      study_id: 0,
      system_attr: { "study:metric_names": objectives.map(({ metric }) => metric) },
    }),
    ...Object.entries(attributes).map(([key, value]) =>
      line({ op_code: setStudyUserAttribute, study_id: 0, user_attr: { [key]: value } }),
    ),
  ];
}

function trialLine(plan: SweepPlan, { proposal, result }: EndedTrial, before: EndedTrial[], times: Times): string {
  const { values, generation, seed, epochs, repeats, continues } = proposal;
  const drawn = plan.space.filter(({ path }) => Object.hasOwn(values, path));
  const of = <T>(each: (parameter: Parameter) => T) =>
    Object.fromEntries(drawn.map((parameter) => [parameter.path, each(parameter)]));
  const isDone = result.state === "done";
  const isWhole = epochs >= plan.epochs;
  const one = plan.objectives.length === 1;
  const details = {
    ...{ generation, seed, repeats, continues, epochs: result.epochs, examples: result.examples },
    ...{ failure: result.failure, message: result.message, bestEpoch: result.best?.epoch, ...result.best?.figures },
  };
  return line({
    op_code: createTrial,
    study_id: 0,
    datetime_start: dateOf(times.start),
    datetime_complete: dateOf(times.complete),
    state: isDone ? (isWhole ? trialState.complete : trialState.pruned) : trialState.fail,
    value: isDone && one ? result.objectives[0] : null,
    values: isDone && !one ? result.objectives : null,
    distributions: of(distributionOf),
    params: of((parameter) => internalValue(parameter, values[parameter.path])),
    user_attrs: details,
    system_attrs: {},
    // Optuna supports them for one objective only.
    intermediate_values: one && plan.search.type === "halving" ? rungs([...before, { proposal, result }]) : {},
  });
}

/** Intermediate values by the epoch at which they were measured. */
const rungs = (ended: readonly EndedTrial[]): Record<number, number> =>
  Object.fromEntries(
    ended.flatMap(({ proposal, result }) =>
      result.state === "done" ? [[proposal.epochs, result.objectives[0]] as const] : [],
    ),
  );

/** JSON within JSON, as in Optuna. */
function distributionOf(parameter: Parameter): string {
  if (parameter.kind === "choice") {
    return JSON.stringify({ name: "CategoricalDistribution", attributes: { choices: parameter.choices } });
  }
  const { low, high } = parameter;
  return parameter.kind === "integer"
    ? JSON.stringify({ name: "IntDistribution", attributes: { log: parameter.log, step: 1, low, high } })
    : JSON.stringify({
        name: "FloatDistribution",
        attributes: { step: null, low, high, log: parameter.kind === "log" },
      });
}

/** Returns the value, or the index of a choice. */
const internalValue = (parameter: Parameter, value: Value): Value =>
  parameter.kind === "choice" ? parameter.choices.indexOf(value) : value;

/** Formats UTC without a zone, as Optuna does. */
const dateOf = (date: Date): string => date.toISOString().replace("Z", "000");

const line = (fields: { op_code: number; [field: string]: unknown }): string =>
  `${JSON.stringify({ ...fields, worker_id: "matrix-network" })}\n`;
