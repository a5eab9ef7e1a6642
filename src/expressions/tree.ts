/** The syntax tree of a parsed expression. */
import type { Span } from "./error";

export type BinaryOperator = "&&" | "||" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";
export type UnaryOperator = "!" | "-";

/** A name such as `layers[0].units`, with the path ["layers", 0, "units"]. */
export type NameNode = Span & { readonly kind: "name"; readonly path: readonly (string | number)[] };

export type Tree =
  | (Span & { readonly kind: "value"; readonly value: number | string | boolean })
  | NameNode
  | (Span & { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Tree })
  | (Span & { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Tree; readonly right: Tree })
  | (Span & { readonly kind: "call"; readonly name: string; readonly arguments: readonly Tree[] });

const plain = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** Formats a path as `layers[0].units`; other keys are in brackets: `data.classWeights["iris setosa"]`. */
export function formatName(path: readonly (string | number)[]): string {
  return path
    .map((key, i) => {
      if (typeof key === "number") return `[${key}]`;
      if (i > 0 && !plain.test(key)) return `[${JSON.stringify(key)}]`;
      return i > 0 ? `.${key}` : key;
    })
    .join("");
}
