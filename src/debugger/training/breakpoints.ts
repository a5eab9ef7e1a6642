/**
 * The breakpoints of a training. One without a condition stops before its operation. A condition is evaluated after a
 * minibatch, on all its values; if it holds, the training stops in that minibatch, at the operation. A data breakpoint
 * does the same, at the operation that computes the value.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { TrainingScope } from "../../trainer/replay/condition";
import { unionOf } from "../../trainer/replay/moments";
import type { Condition, MomentValues, Needs } from "../../trainer/replay/momentValues";
import { say, sayError } from "../language";
import { type HitCount, parseHitCount } from "./hitCount";
import { type LogMessage, parseLogMessage } from "./logMessage";
import type { StepOperation } from "./operations";
import { type Target, Targets } from "./targets";
import { parseWatch, type Watch, Watched, watchOf } from "./watch";

/** A stop before an operation of a minibatch. */
export interface StopAt {
  readonly operation: number;
  /** True for a data breakpoint. */
  readonly isData: boolean;
  readonly id: number;
}

/** A function breakpoint: the matrix name, which stands for the operation that computes it. */
interface Computed {
  readonly kind: "computed";
  readonly name: string;
}

/** A breakpoint is reached first, again in the same minibatch, or in reverse; only the first counts as a hit. */
export type Reached = "now" | "again" | "back";

interface Breakpoint {
  readonly id: number;
  readonly target: Target | Computed;
  readonly condition?: Condition | undefined;
  readonly watched?: Watched | undefined;
  readonly log?: LogMessage | undefined;
  readonly hits?: HitCount | undefined;
  /** Number of hits. */
  count: number;
}

const unknown = () =>
  say("Name a matrix, as in update W2, forward z1, GW1, or cost; or a value and what happens, as in W1[3,4] changes.");
const nowhere = () => say("Set it on the epochs, the batch size, the data, the cost or a layer.");

const noSuchLayer = () =>
  say(
    "The training has no such layer because the config was edited since. Remove the breakpoint, or debug a new run of the config.",
  );

type Conditions = Pick<DebugProtocol.SourceBreakpoint, "condition" | "hitCondition" | "logMessage">;

export class Breakpoints {
  private readonly byFile = new Map<string, readonly Breakpoint[]>();
  private named: readonly Breakpoint[] = [];
  private ofData: readonly Breakpoint[] = [];
  private newest = 0;

  /**
   * @param path of the trained config: breakpoints in other files stop nothing
   * @param operations of a minibatch
   * @param output called with log messages and their line
   */
  constructor(
    private readonly path: string,
    private readonly scope: TrainingScope,
    private readonly operations: readonly StepOperation[],
    private readonly output: (text: string, line: number | undefined) => void,
  ) {}

  set(file: string, requested: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[] {
    const targets = Targets.of(file);
    const set: Breakpoint[] = [];
    const answers = requested.map((each) => {
      const found = targets.on(each.line, each.column);
      if (!found) return { verified: false, message: nowhere() };
      if (!this.isThere(found.target)) return { verified: false, message: noSuchLayer(), line: found.line };
      const answer = this.answer(() => {
        const breakpoint = this.parse(each, found.target);
        set.push(breakpoint);
        return breakpoint;
      });
      return { ...answer, line: found.line };
    });
    this.byFile.set(file, set);
    return answers;
  }

  /** Replaces the function breakpoints, such as `update W2` or `W2[0,1] changes sign`. */
  setNamed(requested: readonly DebugProtocol.FunctionBreakpoint[]): DebugProtocol.Breakpoint[] {
    const set: Breakpoint[] = [];
    const answers = requested.map((each) =>
      this.answer(() => {
        const watch = parseWatch(each.name);
        const breakpoint = watch
          ? this.watching(watchOf(watch, this.scope), watch.expression, each)
          : this.parse(each, this.computedBy(each.name));
        set.push(breakpoint);
        return breakpoint;
      }),
    );
    this.named = set;
    return answers;
  }

  /** Returns the data breakpoint info of an expression, which stays valid across sessions. */
  dataInfo(expression: string): DebugProtocol.DataBreakpointInfoResponse["body"] {
    try {
      this.scope.expression(expression);
      return { dataId: expression, description: expression, accessTypes: ["write"], canPersist: true };
    } catch (error) {
      return { dataId: null, description: sayError(error as Error) };
    }
  }

  /** Replaces the data breakpoints. A condition is an event of the value, or is evaluated when the value changes. */
  setData(requested: readonly DebugProtocol.DataBreakpoint[]): DebugProtocol.Breakpoint[] {
    const set: Breakpoint[] = [];
    const answers = requested.map(({ dataId: expression, condition: event = "", ...each }) =>
      this.answer(() => {
        const found = watchOf({ expression, event }, this.scope);
        const change = found ?? watchOf({ expression, event: "changes" }, this.scope);
        const breakpoint = this.watching(change, expression, found ? each : { ...each, condition: event });
        set.push(breakpoint);
        return breakpoint;
      }),
    );
    this.ofData = set;
    return answers;
  }

  /** Returns the values of the preceding minibatch that data breakpoints still have to read; undefined if none. */
  unknownBefore(done: number): Needs | undefined {
    const unknown = this.all.flatMap(({ watched }) => (watched && !watched.knows(done) ? [watched.watch.needs] : []));
    return unknown.length > 0 ? unionOf(unknown) : undefined;
  }

  /** Stores the watched values after a minibatch. @param done minibatches of the run before it */
  remember(done: number, moment: MomentValues): void {
    for (const { watched } of this.all) watched?.after(done, moment);
  }

  /** Returns the stops in a minibatch that are known before it is trained. */
  before(batch: number, reached: Reached): StopAt[] {
    const unconditional = this.applying(batch).filter((each) => !isJudgedAfter(each));
    return unconditional.flatMap((each) => (this.isHit(each, reached) ? [this.stopOf(each)] : []));
  }

  /**
   * Returns the stops that are known after the minibatch is trained; writes log messages when first reached.
   * @param done minibatches of the run before it
   */
  after(done: number, batch: number, moment: MomentValues, reached: Reached): StopAt[] {
    const judged = this.applying(batch).filter(isJudgedAfter);
    return judged.flatMap((each) => {
      if (each.watched && !each.watched.after(done, moment)) return [];
      if (each.condition && !each.condition.holds(moment)) return [];
      if (!this.isHit(each, reached)) return [];
      if (!each.log) return [this.stopOf(each)];
      if (reached === "now") this.output(each.log(moment), this.lineOf(each));
      return [];
    });
  }

  /** Returns the values that conditions and log messages read; undefined if this minibatch need not be evaluated. */
  needs(batch: number): Needs | undefined {
    const judged = this.applying(batch).filter(isJudgedAfter);
    if (judged.length === 0) return undefined;
    return unionOf(
      judged.flatMap(({ condition, log, watched }) =>
        [condition, log, watched?.watch].flatMap((each) => each?.needs ?? []),
      ),
    );
  }

  /** True if a breakpoint can stop before any minibatch, not only before the first one of an epoch. */
  get stopsBeforeAny(): boolean {
    return this.all.some((each) => each.target.kind !== "epochs" && !isJudgedAfter(each));
  }

  has(wanted: number): boolean {
    return this.all.some(({ id }) => id === wanted);
  }

  private get all(): readonly Breakpoint[] {
    return [...(this.byFile.get(this.path) ?? []), ...this.named, ...this.ofData];
  }

  private applying(batch: number): Breakpoint[] {
    return this.all.filter(({ target }) => target.kind !== "epochs" || batch === 1);
  }

  private isHit(breakpoint: Breakpoint, reached: Reached): boolean {
    // The breakpoint may have been set after the minibatch was first reached.
    if (reached === "now" || (reached === "again" && breakpoint.count === 0)) breakpoint.count++;
    return reached === "back" || (breakpoint.hits?.(breakpoint.count) ?? true);
  }

  private answer(parse: () => Breakpoint): DebugProtocol.Breakpoint {
    try {
      return { verified: true, id: parse().id };
    } catch (error) {
      return { verified: false, message: sayError(error as Error) };
    }
  }

  private lineOf({ target }: Breakpoint): number | undefined {
    return target.kind === "computed" ? undefined : Targets.of(this.path).lineOf(target);
  }

  /** Returns false for layers that the training lacks: the config may have been edited since. */
  private isThere(target: Target): boolean {
    return target.kind !== "layer" || this.operations.some(({ layer }) => layer === target.layer);
  }

  private stopOf({ id, target, watched }: Breakpoint): StopAt {
    return {
      id,
      isData: watched !== undefined,
      operation: Math.max(
        0,
        this.operations.findIndex((each) => isAt(each, target)),
      ),
    };
  }

  private computedBy(text: string): Computed {
    const [, name] = /^(?:[a-z]+\s+)?([A-Za-z]+\d*)$/.exec(text.trim()) ?? [];
    if (!this.operations.some(({ writes }) => writes.includes(name))) throw new Error(unknown());
    return { kind: "computed", name };
  }

  /** Returns a data breakpoint at the last operation that computes any value the watch reads. */
  private watching(watch: Watch | undefined, expression: string, conditions: Conditions): Breakpoint {
    if (!watch) throw new TypeError(`nothing is asked of ${expression}`);
    const read = [...watch.needs.matrices.keys(), ...(/\bcost\b/.test(expression) ? ["cost"] : [])];
    const isLast = ({ writes }: StepOperation) =>
      watch.needs.right.size > 0 || writes.some((name) => read.includes(name));
    const [name = ""] = this.operations.findLast(isLast)?.writes ?? [];
    return { ...this.parse(conditions, { kind: "computed", name }), watched: new Watched(watch) };
  }

  /** Returns a breakpoint. Throws ExpressionError, or an Error that states the valid forms. */
  private parse({ condition, hitCondition, logMessage }: Conditions, target: Breakpoint["target"]): Breakpoint {
    this.newest++;
    const given = <Parsed>(text: string | undefined, parser: (text: string) => Parsed) =>
      text === undefined || text.trim() === "" ? undefined : parser(text);
    return {
      id: this.newest,
      target,
      condition: given(condition, (text) => this.scope.condition(text)),
      log: given(logMessage, (text) => parseLogMessage(text, this.scope)),
      hits: given(hitCondition, parseHitCount),
      count: 0,
    };
  }
}

const isJudgedAfter = ({ condition, log, watched }: Breakpoint): boolean =>
  [condition, log, watched].some((each) => each !== undefined);

export function isAt({ pass, layer, writes }: StepOperation, target: Breakpoint["target"]): boolean {
  if (target.kind === "computed") return writes.includes(target.name);
  if (target.kind === "layer") return layer === target.layer && pass === passes[target.part];
  return pass === (target.kind === "cost" ? "cost" : "input");
}

const passes = { forward: "forward propagation", backward: "backpropagation", update: "update" } as const;
