/** Marks what the last step changed in the variables view. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { say } from "./language";
import { type Change, countChanged } from "./lastStop";

/** Returns the suffix of a matrix: "; new", "; changed", "; 3 of 60 changed", or "". */
export function changeText(elements: number, change: Change): string {
  if (change.kind === "new") return say("; new");
  return change.kind === "compared" ? countText(change.count, elements) : "";
}

/** Returns the suffix of a row. */
export const changedText = (now: Float32Array, before: Float32Array | undefined): string =>
  before ? countText(countChanged(now, before), now.length) : "";

function countText(count: number, elements: number): string {
  if (count === 0) return "";
  return count === elements ? say("; changed") : say("; {0} of {1} changed", count, elements);
}

/** Returns an element as a variable: the value is a bare number, for editing; the type states the previous value. */
export const elementVariable = (name: string, value: number, before: number | undefined): DebugProtocol.Variable => ({
  name,
  value: String(value),
  variablesReference: 0,
  ...markOf(value, before),
});

export function markOf(
  value: number,
  before: number | undefined,
): Pick<DebugProtocol.Variable, "type" | "presentationHint"> {
  if (before === undefined || Object.is(value, before)) return { type: "float32" };
  return { type: say("float32, changed from {0}", before), presentationHint: { attributes: ["changed"] } };
}
