/**
 * The events of data breakpoints, from one minibatch to the next: a value changes, changes sign, or crosses a bound.
 * The value is an expression over a moment: `W1[3,4]`, `W1[:,4]`, `norm(W1)`, `cost`.
 */
import type { Value } from "../../expressions/values";
import type { TrainingScope } from "../../trainer/replay/condition";
import type { MatrixValue } from "../../trainer/replay/matrixFunctions";
import type { MomentValues, Needs } from "../../trainer/replay/momentValues";
import { say } from "../language";

/** A watch of one value. */
export interface Watch {
  readonly needs: Needs;
  /** Returns the reading of a moment to compare. */
  read(moment: MomentValues): Value;
  /** Returns true if the event happened between two consecutive readings. */
  happened(before: Value, now: Value): boolean;
}

/** A requested watch: the value's expression and the event. */
export interface WatchRequest {
  readonly expression: string;
  readonly event: string;
}

const shape = /^(.+?)\s+(changes(?:\s+sign)?|exceeds\s.+)$/s;

/** Parses text such as `W1[3,4] changes sign`; undefined for text without an event. */
export function parseWatch(text: string): WatchRequest | undefined {
  const [, expression, event] = shape.exec(text.trim()) ?? [];
  return expression === undefined ? undefined : { expression, event };
}

/**
 * Returns a watch; undefined for other text, which is a condition to evaluate on change. Throws ExpressionError, or an
 * Error that says what can be watched.
 */
export function watchOf({ expression, event }: WatchRequest, scope: TrainingScope): Watch | undefined {
  const words = event.trim();
  if (/^(changes)?$/.test(words)) return changeOf(expression, scope);
  if (/^(changes\s+)?sign$/.test(words)) return signOf(expression, scope);
  const [, operator, bound] = /^(exceeds\s|>=?|<=?)(.+)$/s.exec(words) ?? [];
  return operator === undefined ? undefined : boundOf(expression, operator.trim(), bound, scope);
}

function changeOf(expression: string, scope: TrainingScope): Watch {
  const { needs, value } = scope.expression(expression);
  return { needs, read: value, happened: (before, now) => isThere(before, now) && differ(before, now, Object.is) };
}

/** Watches changes of sign, including to and from 0. */
function signOf(expression: string, scope: TrainingScope): Watch {
  const { needs, value } = scope.expression(expression);
  const ofExamples = [...needs.whole.values()].find(({ rows }) => rows === undefined);
  if (ofExamples && isMatrixIn(expression, scope)) {
    throw new Error(
      say(
        "{0} has different examples in each minibatch; name one number, as mean({1}) or max({1})",
        ofExamples.name,
        expression,
      ),
    );
  }
  // Rejects values without a sign.
  scope.condition(`max(${expression}) > 0`);
  const isSame = (a: number, b: number) => Math.sign(a) === Math.sign(b) || (Number.isNaN(a) && Number.isNaN(b));
  return { needs, read: value, happened: (before, now) => isThere(before, now) && differ(before, now, isSame) };
}

/** Watches a bound; for a matrix, of any element. */
function boundOf(expression: string, operator: string, bound: string, scope: TrainingScope): Watch {
  // Reports errors in the user's own text.
  scope.expression(expression);
  const [extreme, comparison] = operator === "exceeds" ? ["max", ">"] : [operator[0] === "<" ? "min" : "max", operator];
  const { needs, holds } = scope.condition(`${extreme}(${expression}) ${comparison} ${bound}`);
  return { needs, read: holds, happened: (before, now) => before === false && now === true };
}

function isMatrixIn(expression: string, scope: TrainingScope): boolean {
  try {
    scope.condition(`count(${expression}) > 0`);
    return true;
  } catch {
    return false;
  }
}

const isThere = (before: Value, now: Value): boolean => before !== undefined && now !== undefined;

function differ(before: Value, now: Value, isSame: (a: number, b: number) => boolean): boolean {
  if (isMatrix(before) && isMatrix(now)) {
    const element = ({ values, absolute }: MatrixValue, i: number) => (absolute ? Math.abs(values[i]) : values[i]);
    return now.values.some((_, i) => i < before.values.length && !isSame(element(now, i), element(before, i)));
  }
  if (typeof before === "number" && typeof now === "number") return !isSame(before, now);
  return before !== now;
}

const isMatrix = (value: Value): value is MatrixValue => typeof value === "object" && "columns" in value;

/** The readings after the newest minibatch and the one before it. */
export class Watched {
  private readonly readings = new Map<number, Value>();

  constructor(readonly watch: Watch) {}

  /** Returns true if the reading before a minibatch is known. @param done minibatches of the run before it */
  knows(done: number): boolean {
    return this.readings.has(done - 1);
  }

  /** Returns true if the event happened in a minibatch; false if the reading before it is unknown. */
  after(done: number, moment: MomentValues): boolean {
    const now = this.watch.read(moment);
    for (const each of this.readings.keys()) if (each !== done - 1) this.readings.delete(each);
    this.readings.set(done, now);
    return this.readings.has(done - 1) && this.watch.happened(this.readings.get(done - 1), now);
  }
}
