/** The parts of a config that a training can stop at, and their lines in the file. Lines and columns count from 0. */
import { readFileSync } from "node:fs";
import { findNodeAtLocation } from "jsonc-parser";
import { ConfigDocument } from "../../config/check/document";
import { outlineOf, type TextRange } from "../../config/editor/outline";

/** The passes of a minibatch that a layer takes part in. */
const layerParts = ["forward", "backward", "update"] as const;

/** A breakpoint location; layers count from 0. */
export type Target =
  | { readonly kind: "epochs" | "batchSize" | "data" | "cost" }
  | { readonly kind: "layer"; readonly layer: number; readonly part: (typeof layerParts)[number] };

interface Located {
  readonly target: Target;
  readonly first: number;
  readonly last: number;
  readonly column: number;
}

export class Targets {
  private readonly all: readonly Located[];
  /** The line of `training`, for keys that the config omits. */
  private readonly training: number | undefined;

  constructor(text: string) {
    const document = new ConfigDocument(text);
    const { layers, sections } = outlineOf(document);
    const before = (offset: number) => text.slice(0, offset).split("\n");
    const located = (target: Target, { offset, length }: TextRange): Located => {
      const lines = before(offset);
      const last = before(offset + length).length - 1;
      return { target, first: lines.length - 1, last, column: lines[lines.length - 1].length };
    };
    const keys = (["epochs", "batchSize"] as const).flatMap((kind) => {
      const value = document.root && findNodeAtLocation(document.root, ["training", kind]);
      const property = value?.parent;
      return property ? [located({ kind }, property)] : [];
    });
    const whole = (["data", "cost"] as const).flatMap((kind) =>
      sections[kind] ? [located({ kind }, sections[kind])] : [],
    );
    // The start of a layer is forward; its first two keys, if they begin on the same line, are backward and update.
    const ofLayers = layers.flatMap((range, layer) => {
      const node = document.root && findNodeAtLocation(document.root, ["layers", layer]);
      const places: TextRange[] = [range, ...(node?.children ?? []).slice(0, 2)];
      const parts = places.map((place, i) => located({ kind: "layer", layer, part: layerParts[i] }, place));
      return parts.filter(({ first }) => first === parts[0].first);
    });
    this.all = [...ofLayers, ...whole, ...keys];
    this.training = sections.training && located({ kind: "epochs" }, sections.training).first;
  }

  /** Reads the targets of a file; none if it cannot be read. */
  static of(file: string): Targets {
    try {
      return new Targets(readFileSync(file, "utf8"));
    } catch {
      return new Targets("");
    }
  }

  /** Returns the line of a target; undefined if the file has none. */
  lineOf(wanted: Target): number | undefined {
    const found = this.all.find(({ target }) => isSame(target, wanted));
    if (found) return found.first;
    return wanted.kind === "epochs" || wanted.kind === "batchSize" ? this.training : undefined;
  }

  /**
   * Returns a breakpoint's target: one that begins on the line, chosen by column; otherwise the one around the line.
   */
  on(line: number, column = 0): { line: number; target: Target } | undefined {
    const beginning = this.all.filter(({ first }) => first === line).sort((a, b) => a.column - b.column);
    const around = this.all.find(({ first, last }) => line > first && line <= last);
    const found = beginning.findLast((each) => each.column <= column) ?? beginning[0] ?? around;
    return found && { line: found.first, target: found.target };
  }

  /** Returns the columns of the targets that begin on a line. */
  columnsOn(line: number): number[] {
    return this.all.flatMap(({ first, column }) => (first === line ? [column] : [])).sort((a, b) => a - b);
  }
}

const isSame = (a: Target, b: Target): boolean =>
  a.kind === b.kind && (a.kind !== "layer" || a.layer === (b as { layer: number }).layer);
