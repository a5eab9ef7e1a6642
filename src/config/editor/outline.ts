/** The outline of a network from a config's text, complete or partial: layers, shapes, parameters, positions. */
import { findNodeAtLocation, type Node } from "jsonc-parser";
import type { ConfigDocument } from "../check/document";
import { builtins } from "../check/rules/builtins";

/** A range of the text, in UTF-16 units from 0. */
export interface TextRange {
  offset: number;
  length: number;
}

export interface LayerOutline extends TextRange {
  /** Units of the layer before, or inputs of an example; undefined if unknown. */
  inputs?: number;
  units?: number;
  activation?: string;
  alpha?: number;
  dropout?: number;
  /** Number of weights, biases and learned alphas; undefined if inputs or units are unknown. */
  parameters?: number;
}

export interface NetworkOutline {
  layers: LayerOutline[];
  /** Ranges of the top-level keys with their values, by name. */
  sections: Record<string, TextRange>;
  /** Number of parameters of all layers; undefined if one is unknown. */
  parameters?: number;
  /** Ranges of the sweep's parameters, by path. */
  swept: Record<string, TextRange>;
  /** The value of `data` as written. */
  data: unknown;
  /** The cost as written, or its default. */
  cost?: string;
  optimizer?: string;
  epochs?: number;
}

/** @param inputs of an example, if known; those of builtin sets are found without it */
export function outlineOf({ root, value }: ConfigDocument, inputs?: number): NetworkOutline {
  const data = valueIn(value, "data");
  const layers: LayerOutline[] = [];
  let before = inputs ?? builtinInputs(data);
  for (const node of (root && findNodeAtLocation(root, ["layers"])?.children) ?? []) {
    const layer = layerOf(node, before);
    layers.push(layer);
    before = layer.units;
  }
  const parameters = layers.reduce<number | undefined>(
    (sum, layer) => (sum === undefined || layer.parameters === undefined ? undefined : sum + layer.parameters),
    0,
  );
  const cost = valueIn(value, "cost") ?? defaultCost(layers);
  const optimizer = valueIn(value, "training", "optimizer", "type") ?? "sgd";
  const epochs = valueIn(value, "training", "epochs");
  return {
    layers,
    ...(typeof cost === "string" && { cost }),
    ...(typeof optimizer === "string" && { optimizer }),
    ...(typeof epochs === "number" && { epochs }),
    sections: propertiesOf(root),
    swept: propertiesOf(root && findNodeAtLocation(root, ["sweep", "parameters"])),
    data,
    ...(parameters !== undefined && layers.length > 0 && { parameters }),
  };
}

/** Returns the ranges of an object's properties whose values are written. */
function propertiesOf(node: Node | undefined): Record<string, TextRange> {
  const properties = (node?.type === "object" && node.children) || [];
  return Object.fromEntries(
    properties.flatMap((property) => {
      const [key, value] = property.children ?? [];
      return value ? [[key.value as string, rangeOf(property)] as const] : [];
    }),
  );
}

/** Returns the number of inputs of a builtin set; undefined for other data. */
export function builtinInputs(data: unknown): number | undefined {
  const { format, name } = (data ?? {}) as { format?: unknown; name?: unknown };
  const known: Record<string, { inputs: number }> = builtins;
  return format === "builtin" && typeof name === "string" && Object.hasOwn(known, name)
    ? known[name].inputs
    : undefined;
}

function layerOf(node: Node, inputs: number | undefined): LayerOutline {
  const valueAt = (key: string): unknown => node.type === "object" && findNodeAtLocation(node, [key])?.value;
  const number = (key: string) => (typeof valueAt(key) === "number" ? (valueAt(key) as number) : undefined);
  const units = number("units");
  const [activation, alpha, dropout] = [valueAt("activation"), number("alpha"), number("dropout")];
  const perUnit = (valueAt("bias") === false ? 0 : 1) + (valueAt("learnAlpha") === true ? 1 : 0);
  const known = isCount(units) && isCount(inputs);
  return {
    ...rangeOf(node),
    ...(isCount(inputs) && { inputs }),
    ...(isCount(units) && { units }),
    ...(typeof activation === "string" && { activation }),
    ...(alpha !== undefined && { alpha }),
    ...(dropout !== undefined && { dropout }),
    ...(known && { parameters: inputs * units + perUnit * units }),
  };
}

const valueIn = (value: unknown, ...keys: string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined | null)?.[key], value);

/** Returns the default cost, as in ./resolve.ts. */
function defaultCost(layers: LayerOutline[]): string {
  const output = layers.at(-1)?.activation;
  return output === "softmax" || output === "sigmoid" ? "cross-entropy" : "quadratic";
}

const isCount = (value: number | undefined): value is number => Number.isSafeInteger(value) && (value as number) > 0;
const rangeOf = ({ offset, length }: Node): TextRange => ({ offset, length });
