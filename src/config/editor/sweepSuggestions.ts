/** Completions of sweep parameters: the settings that can be swept, with values around the current ones. */
import { isDeepStrictEqual } from "node:util";
import type { Value } from "../../search/types";
import { configSchema } from "../schema";
import { resolveConfig } from "../schema/resolve";
import { parsePath, valueAt } from "../sweep/paths";
import { refusalOf } from "../sweep/refusals";
import { type Setting, settingsOf } from "../sweep/settings";
import { hiddenLayers } from "../sweep/trialValue";

export interface SweepSuggestion {
  readonly path: string;
  /** Current value in the config. */
  readonly now?: Value;
  /** Value of the parameter in the sweep: { "log": [0.01, 1] }. */
  readonly parameter: Readonly<Record<string, unknown>>;
}

/** Returns suggestions in the order of the file. @param written the config as written; its sweep may be incomplete */
export function sweepSuggestions(written: unknown): SweepSuggestion[] {
  const { sweep, ...own } = (written ?? {}) as Record<string, unknown>;
  const parsed = configSchema.safeParse(own);
  const config = parsed.success ? resolveConfig(parsed.data, 0) : own;
  const layers = Array.isArray(own.layers) ? own.layers.length : 0;
  const swept = parametersOf(sweep);
  const settings = settingsOf(own);
  const suggestions = settings.flatMap((setting): SweepSuggestion[] => {
    const { path } = setting;
    if (Object.hasOwn(swept, path) || refusalOf(path, layers) || isUnused(path, config)) return [];
    const when = conditionOf(setting, config, swept);
    const now = valueAt(config, parsePath(path) ?? []);
    const isOutput = path === `layers[${layers - 1}].activation`;
    const words = isOutput ? ["softmax", "sigmoid"] : usualWords(setting, settings, own);
    const parameter = when && valuesOf(setting, isValue(now) ? now : undefined, words);
    if (!parameter) return [];
    return [{ path, ...(isValue(now) && { now }), parameter: { ...parameter, ...when } }];
  });
  const hidden = Array.isArray(own.layers) ? own.layers.slice(0, -1) : [];
  const isAlike = hidden.length > 0 && hidden.every((layer) => isDeepStrictEqual(layer, hidden[0]));
  const offersDepth = isAlike && !Object.hasOwn(swept, hiddenLayers);
  return [
    ...suggestions,
    ...(offersDepth ? [{ path: hiddenLayers, now: layers - 1, parameter: { integer: [1, 3] } }] : []),
  ];
}

export function parametersOf(sweep: unknown): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const { parameters } = (sweep ?? {}) as { parameters?: unknown };
  const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject(parameters)) return {};
  return Object.fromEntries(Object.entries(parameters as object).filter(([, each]) => isObject(each)));
}

const isValue = (value: unknown): value is Value => ["number", "string", "boolean"].includes(typeof value);

/** Returns true for settings without effect or not allowed: their object is missing, or what they modify is off. */
function isUnused(path: string, config: unknown): boolean {
  const keys = parsePath(path) ?? [];
  const key = keys[keys.length - 1];
  const parent = valueAt(config, keys.slice(0, -1)) as Record<string, unknown> | undefined;
  // Settings of monitoring have little effect on the result.
  if (parent === undefined || key === "metric" || key === "restoreBest") return true;
  if (key === "alpha" || key === "learnAlpha") return parent.activation !== "prelu" && parent.activation !== "elu";
  if (key === "nesterov") return !parent.momentum;
  const { layers } = config as { layers?: { units?: unknown; activation?: unknown }[] };
  const output = Array.isArray(layers) ? layers[layers.length - 1] : undefined;
  // Both costs accept sigmoid outputs; softmax requires several outputs.
  if (key === "cost") return output?.activation !== "sigmoid";
  if (keys[0] !== "layers" || keys[1] !== (layers?.length ?? 0) - 1) return false;
  const isClassifier = output?.activation === "softmax" || (output?.activation === "sigmoid" && output.units !== 1);
  return key === "dropout" || (key === "activation" && !isClassifier);
}

/** Returns the condition of a setting; undefined if the config has no such setting, such as momentum of adam. */
function conditionOf({ only }: Setting, config: unknown, swept: ReturnType<typeof parametersOf>) {
  if (!only) return {};
  const choices = Object.hasOwn(swept, only.path) ? swept[only.path].choice : undefined;
  if (!Array.isArray(choices)) {
    return only.words.includes(String(valueAt(config, parsePath(only.path) ?? []))) ? {} : undefined;
  }
  const fitting = choices.filter((choice) => only.words.includes(String(choice)));
  if (fitting.length === choices.length) return {};
  return fitting.length === 1 ? { when: { [only.path]: fitting[0] } } : undefined;
}

/** Settings that vary by orders of magnitude, with the usual range for a current value of 0. */
const orders: Readonly<Record<string, readonly [low: number, high: number]>> = {
  learningRate: [0.001, 1],
  l1: [0.001, 1],
  l2: [0.001, 1],
  minimum: [1e-5, 1e-3],
  minDelta: [1e-5, 1e-2],
  epsilon: [1e-9, 1e-6],
};

/** Settings from 0 to 1, with their usual ranges. */
const shares: Readonly<Record<string, readonly [low: number, high: number]>> = {
  momentum: [0, 0.99],
  dropout: [0, 0.5],
  rho: [0.8, 0.999],
  beta1: [0.8, 0.95],
  beta2: [0.9, 0.9999],
  factor: [0.1, 0.9],
  alpha: [0.05, 0.5],
  warmupEpochs: [0, 5],
};

/** Values that are rarely worth trying. */
const seldom: Readonly<Record<string, readonly string[]>> = {
  activation: ["softmax", "linear"],
  initialization: ["zeros"],
  scaling: ["auto", "none", "unit"],
  missing: ["error", "drop"],
  // These require keys of their own.
  "schedule.type": ["step", "exponential"],
};

/** Omits values without room for the config's settings, such as adam when momentum is set. */
function usualWords({ path, words }: Setting, settings: readonly Setting[], own: unknown): string[] {
  const key = path.split(".").at(-1) ?? path;
  const left = seldom[path.endsWith("schedule.type") ? "schedule.type" : key] ?? [];
  const set = settings.filter(
    (each) => each.only?.path === path && valueAt(own, parsePath(each.path) ?? []) !== undefined,
  );
  return words.filter((word) => !left.includes(word) && set.every(({ only }) => only?.words.includes(word)));
}

function valuesOf({ path, type }: Setting, now: Value | undefined, words: readonly string[]) {
  const key = path.split(".").at(-1) ?? path;
  if (type === "boolean") return { choice: [false, true] };
  if (type === "word") return words.length > 1 ? { choice: words } : undefined;
  if (type === "integer") return integersAround(key, typeof now === "number" ? now : undefined);
  if (Object.hasOwn(shares, key)) return { range: shares[key] };
  const usual = Object.hasOwn(orders, key) ? orders[key] : undefined;
  if (typeof now === "number" && now > 0) return { log: [round(now / 10), round(now * 10)] };
  return usual && { log: usual };
}

/** Returns integers around the current value; undefined without a value, but most settings have a default. */
function integersAround(key: string, now: number | undefined) {
  if (now === undefined) return undefined;
  if (key === "units") return { integer: [Math.max(1, Math.round(now / 4)), Math.min(65536, now * 4)], log: true };
  // A limit cannot exceed the number of examples.
  const factors = key === "limit" ? [0.25, 0.5, 1] : [0.5, 1, 2];
  const choices = factors.map((factor) => Math.round(now * factor)).filter((value) => value > 0);
  return { choice: [...new Set(choices)] };
}

const round = (value: number) => Number(value.toPrecision(2));
