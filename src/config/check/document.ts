/** The text of a config: JSON with comments and trailing commas, and where each key stands in it. */
import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree } from "jsonc-parser";
import { error, type Finding, type Path, type Remark } from "./finding";
import { describeSyntaxErrors, findTooDeep } from "./syntaxErrors";

export class ConfigDocument {
  /** Undefined where the text holds no value at all. */
  readonly root: Node | undefined = undefined;
  readonly value: unknown;
  /** Faults of the JSON itself. With any of them the value is a guess. */
  readonly syntaxFindings: Finding[];
  private readonly lineStarts: number[];

  constructor(text: string) {
    this.lineStarts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (match) => match.index + match[0].length)];
    // A byte order mark counts as a space, so that offsets stay true.
    const json = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
    const errors: ParseError[] = [];
    const tooDeep = findTooDeep(json);
    if (!tooDeep) this.root = parseTree(json, errors, { allowTrailingComma: true });
    this.value = this.root && getNodeValue(this.root);
    const faults = tooDeep ? [tooDeep] : describeSyntaxErrors(json, errors, (offset) => this.position(offset).line);
    this.syntaxFindings = faults.map((fault) => ({
      code: "json-syntax",
      severity: "error",
      path: [],
      ...fault,
      ...this.position(fault.offset),
    }));
  }

  /** Keys that an object has twice: JSON would silently take the last. */
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
      const duplicate = error("duplicate-key", here, `the key '${key}' stands here a second time; keep one of them`);
      const own = seen.has(key) ? [this.at(keyNode, duplicate)] : [];
      seen.add(key);
      return [...own, ...(valueNode ? this.duplicatesIn(valueNode, here) : [])];
    });
  }

  /** The remark at its value; an object or array without a place of its own is marked at its first character. */
  atValue(remark: Remark): Finding {
    for (let depth = remark.path.length; depth >= 0; depth--) {
      const node = this.root && findNodeAtLocation(this.root, remark.path.slice(0, depth));
      if (node) return this.at(node, remark, depth < remark.path.length || node.type === "object" ? 1 : node.length);
    }
    return { ...remark, offset: 0, length: 0, line: 1, column: 1 };
  }

  /** The remark at its key, where it has one. */
  atKey(remark: Remark): Finding {
    const node = this.root && findNodeAtLocation(this.root, remark.path);
    const key = node?.parent?.type === "property" ? node.parent.children?.[0] : undefined;
    return key ? this.at(key, remark) : this.atValue(remark);
  }

  private at(node: Node, remark: Remark, length = node.length): Finding {
    return {
      ...remark,
      offset: node.offset,
      length,
      ...this.position(node.offset),
    };
  }

  private position(offset: number): { line: number; column: number } {
    let line = this.lineStarts.length;
    while (this.lineStarts[line - 1] > offset) line--;
    return { line, column: offset - this.lineStarts[line - 1] + 1 };
  }
}
