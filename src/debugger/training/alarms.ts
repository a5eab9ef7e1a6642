/**
 * The exception filters of a training, evaluated after each minibatch; exceptions.ts describes them. A filter stops
 * when its condition begins to hold, not while it still holds; filters that begin in the same minibatch cause one stop.
 */
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { TrainingScope } from "../../trainer/replay/condition";
import { unionOf } from "../../trainer/replay/moments";
import type { Condition, MomentValues, Needs } from "../../trainer/replay/momentValues";
import type { TrainingFilter } from "../exceptions";
import { say } from "../language";

interface Alarm {
  readonly filter: TrainingFilter;
  readonly text: () => string;
  readonly condition: Condition;
}

export interface Raised {
  readonly filter: TrainingFilter;
  readonly text: string;
}

/** Number of minibatches whose mean cost is the reference, and the factor above which a cost is reported. */
const [compared, tooMuch] = [20, 3];

export class Alarms {
  private readonly known: readonly Alarm[];
  private wanted: readonly string[] = [];
  /** Conditions that held after the newest minibatch. */
  private held = new Set<Alarm>();
  private newest = -1;
  private costs: number[] = [];

  constructor(scope: TrainingScope, layers: ResolvedConfig["layers"]) {
    const norms = layers.map((_, l) => `norm(GW${l + 1})`);
    const alarm = (filter: TrainingFilter, text: Alarm["text"], condition: string) => ({
      filter,
      text,
      condition: scope.condition(condition),
    });
    this.known = layers.flatMap(({ activation }, l) => [
      alarm(
        "exploding-gradient",
        () => say("The gradient of layer {0} is too large for its weights.", l + 1),
        `learningRate * norm(GW${l + 1}) >= 0.3 * norm(W${l + 1}) && norm(W${l + 1}) > 0`,
      ),
      alarm(
        "vanishing-gradient",
        () => say("The gradient of layer {0} is less than a thousandth of the largest one.", l + 1),
        `norm(GW${l + 1}) < 0.001 * max(${norms.join(", ")})`,
      ),
      ...(activation === "relu"
        ? [alarm("dead-layer", () => say("All units of layer {0} are dead.", l + 1), `deadUnits(s${l + 1}) == 1`)]
        : []),
    ]);
  }

  set(filters: readonly string[]): void {
    this.wanted = filters;
    this.held.clear();
  }

  /** Values that the filters read; undefined if no filter is set. */
  get needs(): Needs | undefined {
    const active = this.active;
    if (active.length === 0 && !this.watchesCost) return undefined;
    return unionOf(active.map(({ condition }) => condition.needs));
  }

  /** Evaluates the filters. @param done minibatches of the run before this one */
  after(done: number, moment: MomentValues): Raised | undefined {
    if (done !== this.newest + 1) this.costs = [];
    this.newest = done;
    const now = this.active.filter(({ condition }) => condition.holds(moment));
    const begun = now.filter((each) => !this.held.has(each));
    this.held = new Set(now);
    const risen = this.risen(moment);
    const all = [...begun, ...(risen ? [risen] : [])];
    if (all.length === 0) return undefined;
    return { filter: all[0].filter, text: all.map(({ text }) => text()).join(" ") };
  }

  private get active(): Alarm[] {
    return this.known.filter(({ filter }) => this.wanted.includes(filter));
  }

  private get watchesCost(): boolean {
    return this.wanted.includes("cost-rising");
  }

  private risen(moment: MomentValues): Pick<Alarm, "filter" | "text"> | undefined {
    const cost = moment.figure("cost");
    if (!this.watchesCost || typeof cost !== "number") return undefined;
    const mean = this.costs.reduce((sum, each) => sum + each, 0) / this.costs.length;
    const isTooMuch = this.costs.length === compared && cost > tooMuch * mean;
    this.costs = [...this.costs.slice(-compared + 1), cost];
    if (!isTooMuch) return undefined;
    const text = say(
      "This minibatch costs {0}, the {1} before it {2} on average.",
      cost.toPrecision(4),
      compared,
      mean.toPrecision(4),
    );
    return { filter: "cost-rising", text: () => text };
  }
}
