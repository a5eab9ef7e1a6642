/** An index of a parsed config's nodes by path; jsonc-parser searches all properties for each look-up. */
import type { Node } from "jsonc-parser";
import type { Path } from "./finding";

export class NodeIndex {
  /** Values by key of each object looked up so far; of duplicate keys, the first. */
  private readonly properties = new WeakMap<Node, ReadonlyMap<string, Node>>();

  constructor(private readonly root: Node | undefined) {}

  /** Returns the node at a path; undefined if there is none. */
  at(path: Path): Node | undefined {
    let node = this.root;
    for (const key of path) {
      if (node === undefined) return undefined;
      node =
        typeof key === "number"
          ? node.type === "array" && node.children
            ? node.children[key]
            : undefined
          : this.valuesOf(node).get(key);
    }
    return node;
  }

  private valuesOf(node: Node): ReadonlyMap<string, Node> {
    const found = this.properties.get(node);
    if (found) return found;
    const values = new Map<string, Node>();
    for (const { children: [key, value] = [] } of (node.type === "object" && node.children) || []) {
      if (value && !values.has(key.value)) values.set(key.value, value);
    }
    this.properties.set(node, values);
    return values;
  }
}
