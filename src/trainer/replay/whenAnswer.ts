/** Formats the result of `when` as JSON. */
import type { Value } from "../../expressions/values";
import type { WhenAnswer } from "../../protocol/whenRequest";
import type { Reading } from "./scan";
import type { When } from "./when";

export function whenAnswer(run: string, condition: string, found: When, notes: readonly string[]): WhenAnswer {
  const { terms, became, before, first, last } = found;
  const about = { run, condition, looked: { from: first, to: last }, notes: [...notes] };
  if (!became) return { ...about, found: false, wasTrueBefore: before.holds };
  const { now, before: earlier } = became;
  const each = terms.map((term, i) => ({
    term,
    value: jsonValue(now.values[i]),
    before: jsonValue(earlier.values[i]),
  }));
  return {
    ...about,
    found: true,
    ...now.at,
    value: jsonValue(single(now)),
    before: jsonValue(single(earlier)),
    terms: each,
  };
}

const single = ({ values, holds }: Reading): Value => (values.length === 1 ? values[0] : holds);

function jsonValue(value: Value): number | string | boolean | null {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  return null;
}
