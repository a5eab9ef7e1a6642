/** Marks in the list of variables what the last step changed. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { type Change, countChanged } from "./lastStop";

/** Behind a matrix of so many elements: "; new", "; changed", "; 3 of 60 changed", or nothing. */
export function changeText(elements: number, change: Change): string {
  if (change.kind === "new") return "; new";
  return change.kind === "compared" ? countText(change.count, elements) : "";
}

/** The same for a row. */
export const changedText = (now: Float32Array, before: Float32Array | undefined): string =>
  before ? countText(countChanged(now, before), now.length) : "";

function countText(count: number, elements: number): string {
  if (count === 0) return "";
  return count === elements ? "; changed" : `; ${count} of ${elements} changed`;
}

/** Its value stays a bare number, which can be edited; what it was stands in its type, which the editor shows too. */
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
  return { type: `float32, changed from ${before}`, presentationHint: { attributes: ["changed"] } };
}
