/** Errors about expressions: filters of runs and conditions. The position in the expression precedes the message. */
import { errorsOf } from "./message";

const usage = errorsOf("usage");

const meant = (near: readonly string[]) => (near.length > 0 ? `; did you mean ${near.join(" or ")}?` : "");

export const expressionMessages = {
  "bad-expression/empty": usage(() => "the expression is empty; write one such as validationAccuracy > 0.9"),
  "bad-expression/length": usage<{ limit: number }>(
    ({ limit }) => `the expression is longer than ${limit} characters; shorten it`,
  ),
  "bad-expression/depth": usage<{ limit: number }>(
    ({ limit }) => `parentheses and signs are nested more than ${limit} deep; write it with fewer`,
  ),
  "bad-expression/character": usage<{ found: string }>(
    ({ found }) => `${found} has no meaning here; leave it out, or put texts in quotes`,
  ),
  "bad-expression/unclosed": usage(() => "this text has no end; close its quotes"),
  "bad-expression/number": usage<{ found: string }>(({ found }) => `${found} is not a number; write it as 0.5 or 1e-3`),
  "bad-expression/operator": usage<{ found: string; right: string }>(
    ({ found, right }) => `${found} is not an operator; write ${right}`,
  ),
  "bad-expression/expected": usage<{ expected: string; found?: string }>(({ expected, found }) =>
    found === undefined
      ? `the expression ends where ${expected} is missing; add it`
      : `${found} is in the place of ${expected}`,
  ),
  "bad-expression/chained": usage(() => "only two values are compared at a time; join comparisons with &&"),
  "bad-expression/name": usage<{ name: string; near: readonly string[] }>(
    ({ name, near }) => `there is no ${name}${near.length > 0 ? meant(near) : "; check its name"}`,
  ),
  "bad-expression/ambiguous": usage<{ name: string; candidates: readonly string[] }>(
    ({ name, candidates }) => `${name} is ambiguous: ${candidates.join(" or ")}; write one of these`,
  ),
  "bad-expression/function": usage<{ name: string; near: readonly string[] }>(
    ({ name, near }) => `there is no function ${name}${near.length > 0 ? meant(near) : "; check its name"}`,
  ),
  "bad-expression/arguments": usage<{ name: string; wanted: string; found: number }>(
    ({ name, wanted, found }) => `${name} takes ${wanted}, not ${found}; change its arguments`,
  ),
  "bad-expression/type": usage<{ what: string; wanted: string; found: string }>(
    ({ what, wanted, found }) => `${what} takes ${wanted}, and this is ${found}; change this part`,
  ),
  "bad-expression/compare": usage<{ left: string; right: string }>(
    ({ left, right }) => `${left} and ${right} cannot be compared; compare values of one kind`,
  ),
  "bad-expression/condition": usage<{ found: string }>(
    ({ found }) => `the result is ${found}, not true or false; add a comparison such as > 0`,
  ),
  "bad-expression/index": usage<{ name: string; matrix: string; rows: number; columns: number }>(
    ({ name, matrix, rows, columns }) =>
      `${name} is outside of ${matrix}, which is [${rows}, ${columns}] and counts from 0; change the index`,
  ),
  "bad-expression/operation": usage<{ name: string }>(
    ({ name }) =>
      `${name} exists only within an operation, and this condition is evaluated after whole minibatches; leave it out`,
  ),
  "bad-expression/layer": usage<{
    what: string;
    kinds: readonly string[];
    activations: readonly string[];
    found?: string;
  }>(
    ({ what, kinds, activations, found }) =>
      `${what} takes ${kinds.join(" or ")} of a layer with ${activations.join(", ")}, as ${what}(${kinds[0]}1)` +
      (found === undefined ? "; change its argument" : `, and ${found}; choose another layer`),
  ),
  "bad-expression/right-task": usage(
    () => "right applies to classes and labels, and this network predicts quantities; compare its cost",
  ),
  "bad-expression/right-set": usage<{ sets: readonly string[]; near: readonly string[] }>(
    ({ sets, near }) => `the first argument of right is a set of examples: ${sets.join(", ")}${meant(near)}`,
  ),
  "bad-expression/right-index": usage<{ set: string; count: number }>(
    ({ set, count }) => `the second argument of right is the index of an example; ${set} has 0 to ${count - 1}`,
  ),
};
