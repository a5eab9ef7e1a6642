/** The text of a config: JSON with comments and trailing commas, and the positions of its keys. */
import { getNodeValue, type Node, type ParseError, parseTree } from "jsonc-parser";
import { type Diagnostic, type Finding, type Path, report } from "./finding";
import { NodeIndex } from "./nodeIndex";
import { describeSyntaxErrors, findTooDeep, tooLarge } from "./syntaxErrors";

/** Offset and length in UTF-16 units from 0; line and column from 1. */
export type Position = Pick<Finding, "offset" | "length" | "line" | "column">;

export class ConfigDocument {
  /** Undefined if the text contains no value. */
  readonly root: Node | undefined = undefined;
  readonly value: unknown;
  /** Syntax errors. If there are any, the value is a guess. */
  readonly syntaxFindings: Finding[];
  private readonly lineStarts: number[];
  private readonly nodes: NodeIndex;

  constructor(text: string) {
    this.lineStarts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (match) => match.index + match[0].length)];
    // A byte order mark is replaced by a space, which preserves offsets.
    const json = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
    const errors: ParseError[] = [];
    // Such a text is not parsed.
    const exceeded = tooLarge(json) ?? findTooDeep(json);
    if (!exceeded) this.root = parseTree(json, errors, { allowTrailingComma: true });
    this.nodes = new NodeIndex(this.root);
    this.value = this.root && getNodeValue(this.root);
    const faults = exceeded ? [exceeded] : describeSyntaxErrors(json, errors, (offset) => this.position(offset).line);
    this.syntaxFindings = faults.map(({ diagnostic, offset, length }) => ({
      ...diagnostic,
      offset,
      length,
      ...this.position(offset),
    }));
  }

  /** Returns findings for keys that an object has twice: JSON would silently use the last one. */
  duplicateKeys(): Finding[] {
    return this.root ? this.duplicatesIn(this.root, []) : [];
  }

  private duplicatesIn(node: Node, path: Path): Finding[] {
    const children = node.children ?? [];
    if (node.type === "array") return children.flatMap((child, i) => this.duplicatesIn(child, [...path, i]));
    const seen = new Set<string>();
    return children.flatMap((property) => {
      const [keyNode, valueNode] = property.children ?? [];
      const key = keyNode.value as string;
      const here = [...path, key];
      const duplicate = report("duplicate-key", here, { key });
      const own = seen.has(key) ? [{ ...duplicate, ...this.at(keyNode) }] : [];
      seen.add(key);
      return [...own, ...(valueNode ? this.duplicatesIn(valueNode, here) : [])];
    });
  }

  /** Returns findings for names that zod silently drops from a record: such a column would lose its setting. */
  lostKeys(): Finding[] {
    return this.root ? this.lostIn(this.root, []) : [];
  }

  private lostIn({ type, children = [] }: Node, path: Path): Finding[] {
    if (type === "array") return children.flatMap((child, i) => this.lostIn(child, [...path, i]));
    return children.flatMap(({ children: [keyNode, valueNode] = [] }) => {
      const here = [...path, keyNode.value as string];
      const own = keyNode.value === "__proto__" ? [{ ...report("reserved-key", here, {}), ...this.at(keyNode) }] : [];
      return [...own, ...(valueNode ? this.lostIn(valueNode, here) : [])];
    });
  }

  /** Places a diagnostic at its value. */
  atValue(diagnostic: Diagnostic): Finding {
    return { ...diagnostic, ...this.positionOf(diagnostic.path) };
  }

  /**
   * Returns the position of a key's value, or of the object that lacks the key; an object is marked at its first
   * character.
   */
  positionOf(path: Path): Position {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = this.nodes.at(path.slice(0, depth));
      if (node) return this.at(node, depth < path.length || node.type === "object" ? 1 : node.length);
    }
    return { offset: 0, length: 0, line: 1, column: 1 };
  }

  /** Places a diagnostic at its key, if it has one. */
  atKey(diagnostic: Diagnostic): Finding {
    const node = this.nodes.at(diagnostic.path);
    const key = node?.parent?.type === "property" ? node.parent.children?.[0] : undefined;
    return key ? { ...diagnostic, ...this.at(key) } : this.atValue(diagnostic);
  }

  private at({ offset, length: whole }: Node, length = whole): Position {
    return { offset, length, ...this.position(offset) };
  }

  private position(offset: number): { line: number; column: number } {
    let [line, after] = [1, this.lineStarts.length + 1];
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if (this.lineStarts[middle - 1] > offset) after = middle;
      else line = middle;
    }
    return { line, column: offset - this.lineStarts[line - 1] + 1 };
  }
}
