/** The settings of a config with single values, by path: numbers, words, booleans. */
import { configSchema } from "../schema";
import { type Path, type Schema, unwrapped } from "../schema/schemaWalk";
import { formatPath } from "./paths";

export interface Setting {
  readonly path: string;
  readonly type: "number" | "integer" | "boolean" | "word";
  /** All allowed words. */
  readonly words: readonly string[];
  /** Bounds of numbers, if there are any. */
  readonly bounds: Bounds;
  /** The variant with this setting: it exists only if `path` is one of `words`. */
  readonly only?: { readonly path: string; readonly words: readonly string[] };
}

type Bounds = { readonly [Name in "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum"]?: number };

/** @param written the config as written, for its number of layers */
export function settingsOf(written: unknown): Setting[] {
  const { layers } = (written ?? {}) as { layers?: unknown };
  const depth = Array.isArray(layers) ? layers.length : 0;
  const found = new Map<string, Setting>();
  for (const setting of settingsIn(configSchema as unknown as Schema, { path: [], depth })) {
    const before = found.get(setting.path);
    found.set(setting.path, before ? merged(before, setting) : setting);
  }
  return [...found.values()];
}

interface SettingLocation {
  path: Path;
  /** Number of layers of the network. */
  depth: number;
  only?: Setting["only"];
}

function settingsIn(wrapped: Schema, place: SettingLocation): Setting[] {
  const schema = unwrapped(wrapped);
  const { def } = schema._zod;
  const { path, depth, only } = place;
  const setting = (type: Setting["type"], words: readonly string[] = [], bounds: Bounds = {}) => [
    { path: formatPath(path), type, words, bounds, ...(only && { only }) },
  ];
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).flatMap(([key, inner]) =>
        settingsIn(inner as Schema, { ...place, path: [...path, key] }),
      );
    case "array":
      if (path[0] !== "layers") return [];
      return Array.from({ length: depth }, (_, i) => i).flatMap((i) =>
        settingsIn(def.element as Schema, { ...place, path: [...path, i] }),
      );
    case "union":
      return (def.options as Schema[]).flatMap((option) =>
        settingsIn(option, "discriminator" in def ? inVariant(option, String(def.discriminator), place) : place),
      );
    case "number":
      return setting("format" in def && def.format === "safeint" ? "integer" : "number", [], boundsOf(def.checks));
    case "boolean":
      return setting("boolean");
    case "enum":
    case "literal":
      return setting(
        "word",
        [...(schema._zod.values ?? [])].filter((value) => typeof value === "string"),
      );
    default:
      return [];
  }
}

/** Restricts settings to a variant; the discriminator itself is in every variant. */
function inVariant(variant: Schema, discriminator: string, place: SettingLocation): SettingLocation {
  const { def } = variant._zod;
  const words = def.type === "object" ? [...((def.shape[discriminator] as Schema)._zod.values ?? [])].map(String) : [];
  return { ...place, only: { path: formatPath([...place.path, discriminator]), words } };
}

/** Merges a setting that several variants have. */
function merged(a: Setting, b: Setting): Setting {
  const only = a.only && b.only && { path: a.only.path, words: [...new Set([...a.only.words, ...b.only.words])] };
  const { only: _, ...setting } = { ...a, words: [...new Set([...a.words, ...b.words])] };
  return only && only.path !== a.path ? { ...setting, only } : setting;
}

/** Returns the bounds, except the safe integers by which zod bounds every integer. */
function boundsOf(checks: readonly unknown[] = []): Bounds {
  const bounds: { -readonly [Name in keyof Bounds]: Bounds[Name] } = {};
  for (const each of checks) {
    const { check, value, inclusive } = (each as { _zod: { def: Check } })._zod.def;
    if (check === "greater_than") bounds[inclusive ? "minimum" : "exclusiveMinimum"] = value;
    if (check === "less_than") bounds[inclusive ? "maximum" : "exclusiveMaximum"] = value;
  }
  return bounds;
}

interface Check {
  check: string;
  value: number;
  inclusive: boolean;
}
