/**
 * The breakpoints of a training. One without a condition stops before the operation that it stands for. A condition is
 * asked after a minibatch, of all that it left; where it holds, training stops in that minibatch, at the operation.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { TrainingScope } from "../../trainer/replay/condition";
import { unionOf } from "../../trainer/replay/moments";
import type { Condition, MomentValues, Needs } from "../../trainer/replay/momentValues";
import { type HitCount, parseHitCount } from "./hitCount";
import { type LogMessage, parseLogMessage } from "./logMessage";
import type { StepOperation } from "./operations";
import { type Target, Targets } from "./targets";

/** Operations of a minibatch before which something stops. */
export interface StopAt {
  readonly operation: number;
  readonly id: number;
}

/** What is set in the editor's list by the name of a matrix: the operation that computes it. */
interface Computed {
  readonly kind: "computed";
  readonly name: string;
}

/** For the first time, as it goes on; again, in the same minibatch; or on the way back, where nothing is counted. */
export type Reached = "now" | "again" | "back";

interface Breakpoint {
  readonly id: number;
  readonly target: Target | Computed;
  readonly condition?: Condition | undefined;
  readonly log?: LogMessage | undefined;
  readonly hits?: HitCount | undefined;
  /** How often it was reached. */
  count: number;
}

const nowhere = "Set it on the epochs, the batch size, the data, the cost or a layer.";

type Conditions = Pick<DebugProtocol.SourceBreakpoint, "condition" | "hitCondition" | "logMessage">;

export class Breakpoints {
  private readonly byFile = new Map<string, readonly Breakpoint[]>();
  private named: readonly Breakpoint[] = [];
  private newest = 0;

  /**
   * @param path of the config that is trained: breakpoints of other files stop nothing
   * @param operations of a minibatch
   * @param output of log messages, with their line
   */
  constructor(
    private readonly path: string,
    private readonly scope: TrainingScope,
    private readonly operations: readonly StepOperation[],
    private readonly output: (text: string, line: number | undefined) => void,
  ) {}

  set(file: string, asked: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[] {
    const targets = Targets.of(file);
    const set: Breakpoint[] = [];
    const answers = asked.map((each) => {
      const found = targets.on(each.line, each.column);
      if (!found) return { verified: false, message: nowhere };
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

  /** Replaces those that have a name in place of a line, as `update W2`. */
  setNamed(asked: readonly DebugProtocol.FunctionBreakpoint[]): DebugProtocol.Breakpoint[] {
    const set: Breakpoint[] = [];
    const answers = asked.map((each) => {
      const [, name] = /^(?:[a-z]+\s+)?([A-Za-z]+\d*)$/.exec(each.name.trim()) ?? [];
      const isComputed = this.operations.some(({ writes }) => writes.includes(name));
      if (!isComputed) return { verified: false, message: "Name a matrix, as in update W2, forward z1, GW1, or cost." };
      return this.answer(() => {
        const breakpoint = this.parse(each, { kind: "computed", name });
        set.push(breakpoint);
        return breakpoint;
      });
    });
    this.named = set;
    return answers;
  }

  /** What stops in a minibatch before it is trained. */
  before(batch: number, reached: Reached): StopAt[] {
    const unconditional = this.applying(batch).filter((each) => !isJudgedAfter(each));
    return unconditional.flatMap((each) => (this.isHit(each, reached) ? [this.stopOf(each)] : []));
  }

  /** What stops in a minibatch once it is trained; writes log messages where it is reached. */
  after(batch: number, moment: MomentValues, reached: Reached): StopAt[] {
    const judged = this.applying(batch).filter(isJudgedAfter);
    return judged.flatMap((each) => {
      if (each.condition && !each.condition.holds(moment)) return [];
      if (!this.isHit(each, reached)) return [];
      if (!each.log) return [this.stopOf(each)];
      if (reached === "now") this.output(each.log(moment), this.lineOf(each));
      return [];
    });
  }

  /** What conditions and log messages read; undefined where this minibatch need not be looked at. */
  needs(batch: number): Needs | undefined {
    const judged = this.applying(batch).filter(isJudgedAfter);
    if (judged.length === 0) return undefined;
    return unionOf(judged.flatMap(({ condition, log }) => [condition, log].flatMap((each) => each?.needs ?? [])));
  }

  /** Whether anything is looked for in every minibatch, or else at most in the first of an epoch. */
  get everyMinibatch(): boolean {
    return this.all.some(({ target }) => target.kind !== "epochs");
  }

  private get all(): readonly Breakpoint[] {
    return [...(this.byFile.get(this.path) ?? []), ...this.named];
  }

  private applying(batch: number): Breakpoint[] {
    return this.all.filter(({ target }) => target.kind !== "epochs" || batch === 1);
  }

  private isHit(breakpoint: Breakpoint, reached: Reached): boolean {
    if (reached === "now") breakpoint.count++;
    return reached === "back" || (breakpoint.hits?.(breakpoint.count) ?? true);
  }

  private answer(parse: () => Breakpoint): DebugProtocol.Breakpoint {
    try {
      return { verified: true, id: parse().id };
    } catch (error) {
      return { verified: false, message: (error as Error).message };
    }
  }

  private lineOf({ target }: Breakpoint): number | undefined {
    return target.kind === "computed" ? undefined : Targets.of(this.path).lineOf(target);
  }

  private stopOf({ id, target }: Breakpoint): StopAt {
    return {
      id,
      operation: Math.max(
        0,
        this.operations.findIndex((each) => isAt(each, target)),
      ),
    };
  }

  /** Throws ExpressionError, or an Error that says what can be written. */
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

const isJudgedAfter = ({ condition, log }: Breakpoint): boolean => condition !== undefined || log !== undefined;

function isAt({ pass, layer, writes }: StepOperation, target: Breakpoint["target"]): boolean {
  if (target.kind === "computed") return writes.includes(target.name);
  if (target.kind === "layer") return layer === target.layer && pass === passes[target.part];
  return pass === (target.kind === "cost" ? "cost" : "input");
}

const passes = { forward: "forward propagation", backward: "backpropagation", update: "update" } as const;
