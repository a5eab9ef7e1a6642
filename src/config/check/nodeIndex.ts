/** Finds the nodes of a parsed config by their paths; jsonc-parser looks through all properties for each of them. */
import type { Node } from "jsonc-parser";
import type { Path } from "./finding";

export class NodeIndex {
  /** Of each object that was asked for: the value of each key, the first where there are several. */
  private readonly properties = new WeakMap<Node, ReadonlyMap<string, Node>>();

  constructor(private readonly root: Node | undefined) {}

  /** Undefined where there is none. */
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
