/** What the zod schema knows at a place: needed to suggest keys, which zod's issues do not carry. */
import type { z } from "zod";
import { configSchema } from "../schema";
import type { Path } from "./finding";

type Schema = z.core.$ZodTypes;

/** Every key that an object at this path may have; for a union, those of its variants that fit `value` best. */
export function knownKeys(path: Path, value: unknown): string[] {
  return keysOf(schemasAt(configSchema as unknown as Schema, path, value));
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
  return undefined;
}

/** The schema without its wrappers; for a discriminated union the variant of `value`, for another one all. */
function variantsOf(schema: Schema, value: unknown): Schema[] {
  const { def } = schema._zod;
  if (def.type === "optional" || def.type === "default" || def.type === "prefault") {
    return variantsOf(def.innerType as Schema, value);
  }
  if (def.type !== "union") return [schema];
  const variants = (def.options as Schema[]).flatMap((option) => variantsOf(option, value));
  if (!("discriminator" in def)) return variants;
  const key = def.discriminator as string;
  return variants.filter((variant) => {
    const discriminator = variant._zod.def.type === "object" ? (variant._zod.def.shape[key] as Schema) : undefined;
    return discriminator?._zod.values?.has((value as Record<string, string>)[key]);
  });
}
