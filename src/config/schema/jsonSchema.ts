/** The JSON schema (draft 7) of a config, for editors other than VS Code; generated, see scripts/schema.ts. */
import * as z from "zod";
import { configSchema } from ".";
import { notYet } from "./notYet";

export interface JsonSchema {
  $schema?: string;
  title?: string;
  description?: string;
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: JsonSchema | JsonSchema[];
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  if?: JsonSchema;
  then?: JsonSchema;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  examples?: unknown[];
  maximum?: number;
  /** Extensions of VS Code. */
  allowComments?: boolean;
  allowTrailingCommas?: boolean;
  defaultSnippets?: { label?: string; description?: string; body?: unknown }[];
  markdownEnumDescriptions?: string[];
  [key: string]: unknown;
}

export function strictSchema(): JsonSchema {
  const schema = z.toJSONSchema(configSchema, {
    target: "draft-7",
    io: "input",
    // Zod bounds every integer by the safe integers, which is of no use in a schema.
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  }) as JsonSchema;
  for (const { path, value } of notYet) {
    const target = value === undefined ? schemaAt(schema, path) : variantAt(schema, path, value);
    if (target) target.description = [target.description, "Not there yet."].filter(Boolean).join(" ");
  }
  return { ...schema, title: "Network config" };
}

function schemaAt(schema: JsonSchema, path: (string | number)[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((inner, key) => inner?.properties?.[key], schema);
}

/** Returns the variant of a discriminated union in which the last key of the path has this value. */
function variantAt(schema: JsonSchema, path: (string | number)[], value: string): JsonSchema | undefined {
  const key = path[path.length - 1];
  return schemaAt(schema, path.slice(0, -1))?.oneOf?.find((variant) => variant.properties?.[key].const === value);
}
