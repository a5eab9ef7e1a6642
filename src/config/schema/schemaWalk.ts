/** Queries the zod schema at a path, for suggesting keys, which zod's issues do not contain. */
import type { z } from "zod";
import { configSchema } from ".";

export type Path = (string | number)[];
export type Schema = z.core.$ZodTypes;

/** Returns all keys that an object at this path may have; for a union, those of the variants matching `value`. */
export function knownKeys(path: Path, value: unknown): string[] {
  return keysOf(schemasAt(configSchema as unknown as Schema, path, value));
}

/** Returns the initial value of an omitted object of which some keys are set: `{ type: "sgd" }` for an optimizer. */
export function initialValue(path: Path): unknown {
  let schema: Schema | undefined = configSchema as unknown as Schema;
  for (const key of path) schema = schema && childOf(unwrapped(schema), key);
  const def = schema?._zod.def;
  return def?.type === "prefault" ? def.defaultValue : {};
}

function keysOf(schemas: Schema[]): string[] {
  return [
    ...new Set(
      schemas.flatMap((schema) => (schema._zod.def.type === "object" ? Object.keys(schema._zod.def.shape) : [])),
    ),
  ];
}

function schemasAt(schema: Schema, path: Path, value: unknown): Schema[] {
  const here = variantsOf(schema, value);
  const [key, ...rest] = path;
  if (key === undefined) return here;
  return here.flatMap((variant) => {
    const inner = childOf(variant, key);
    return inner ? schemasAt(inner, rest, (value as Record<string | number, unknown> | undefined)?.[key]) : [];
  });
}

function childOf(schema: Schema, key: string | number): Schema | undefined {
  const { def } = schema._zod;
  if (def.type === "object") return Object.hasOwn(def.shape, key) ? (def.shape[key] as Schema) : undefined;
  if (def.type === "array") return def.element as Schema;
  if (def.type === "record") return def.valueType as Schema;
  return undefined;
}

/** Returns the schema without optional and default wrappers. */
export function unwrapped(schema: Schema): Schema {
  const { def } = schema._zod;
  const isWrapper = def.type === "optional" || def.type === "default" || def.type === "prefault";
  return isWrapper ? unwrapped(def.innerType as Schema) : schema;
}

/** Returns the unwrapped schema; for a discriminated union the variant of `value`, for other unions all variants. */
function variantsOf(wrapped: Schema, value: unknown): Schema[] {
  const schema = unwrapped(wrapped);
  const { def } = schema._zod;
  if (def.type !== "union") return [schema];
  const variants = (def.options as Schema[]).flatMap((option) => variantsOf(option, value));
  if (!("discriminator" in def)) return variants;
  const key = def.discriminator as string;
  return variants.filter((variant) => {
    const discriminator = variant._zod.def.type === "object" ? (variant._zod.def.shape[key] as Schema) : undefined;
    return discriminator?._zod.values?.has((value as Record<string, string> | undefined)?.[key] as string);
  });
}
