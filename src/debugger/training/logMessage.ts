/** The message of a logpoint: text with expressions in braces, such as `cost {cost}, largest weight {max(abs(W1))}`. */
import type { Value } from "../../expressions/values";
import type { TrainingScope } from "../../trainer/replay/condition";
import { unionOf } from "../../trainer/replay/moments";
import type { MomentValues, Needs } from "../../trainer/replay/momentValues";
import { say } from "../language";

export type LogMessage = ((moment: MomentValues) => string) & { readonly needs: Needs };

/** Parses a log message; throws ExpressionError. */
export function parseLogMessage(text: string, scope: TrainingScope): LogMessage {
  // Texts have even indices, expressions odd ones.
  const parts = text.split(/\{([^{}]*)\}/).map((part, i) => (i % 2 === 0 ? part : scope.expression(part)));
  const needs = unionOf(parts.flatMap((part) => (typeof part === "string" ? [] : [part.needs])));
  const format = (moment: MomentValues) =>
    parts.map((part) => (typeof part === "string" ? part : formatValue(part.value(moment)))).join("");
  return Object.assign(format, { needs });
}

/** Formats a value; a matrix as its shape. */
export function formatValue(value: Value): string {
  if (value === undefined) return say("(not there)");
  if (typeof value !== "object") return String(value);
  const { rows, columns } = value as { rows?: number; columns?: number };
  return rows === undefined ? String(value) : `[${rows}, ${columns}]`;
}
