/**
 * The schema for completion, hovers and formatting in VS Code. It accepts every document, because our own check reports
 * errors: any value is allowed (`anyOf: [known, {}]`), and no key is required. Settings that are not implemented yet
 * are not offered.
 */

import { type JsonSchema, strictSchema } from "../schema/jsonSchema";
import { isNotYet } from "../schema/notYet";
import { examples, snippets } from "./editorSnippets";
import { choiceDescriptions } from "./explain/choices";
import { ownCompletion } from "./ownCompletion";

type Path = string[];

export function editorSchema(): JsonSchema {
  const { title = "", properties = {} } = strictSchema();
  const { $schema: _, ...own } = properties;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title,
    allowComments: true,
    allowTrailingCommas: true,
    properties: lenientProperties(own, []),
  };
}

/**
 * Returns a lenient schema: this value, or anything. VS Code inserts a key together with a value only if it finds one
 * here: the default, a snippet or examples.
 */
function lenient(schema: JsonSchema, path: Path): JsonSchema {
  const { description, default: fallback } = schema;
  if (ownCompletion.has(path.join("."))) return { ...(description !== undefined && { description }), ...asked };
  const defaultSnippets = snippets[path.join(".")];
  const samples = schema.examples ?? examples[path.join(".")] ?? offeredValues(schema, path);
  return {
    ...(description !== undefined && { description }),
    ...(defaultSnippets ? { defaultSnippets } : fallback !== undefined ? { default: fallback } : { examples: samples }),
    anyOf: [known(schema, path), {}],
  };
}

/**
 * The schema of a key whose values our own provider completes: no value is inserted, and VS Code requests values at
 * once. Snippets without a body simulate several choices, and are not offered.
 */
const asked: JsonSchema = { defaultSnippets: [{}, {}], anyOf: [{}] };

/** Returns types, keys and values, all lenient. Bounds are omitted: a value outside them would lose its keys. */
function known({ type, const: only, properties, items, oneOf, anyOf, ...schema }: JsonSchema, path: Path): JsonSchema {
  return {
    ...(type && { type }),
    ...(only !== undefined && { const: only }),
    ...(schema.enum && choices(offeredValues(schema, path), path)),
    ...(properties && { properties: lenientProperties(properties, path) }),
    ...(items && !Array.isArray(items) && { items: lenient(items, [...path, "[]"]) }),
    ...(anyOf && { anyOf: anyOf.map((variant) => known(variant, path)) }),
    ...(oneOf && discriminated(oneOf, path)),
  };
}

const offeredValues = (schema: JsonSchema, path: Path): unknown[] =>
  (schema.enum ?? []).filter((value) => !isNotYet(path, value));

/** Returns the allowed values, each with its description. */
function choices(values: unknown[], path: Path, words = choiceDescriptions[path.join(".")]): JsonSchema {
  return {
    enum: values,
    ...(words && { markdownEnumDescriptions: values.map((value) => words[String(value)] ?? "") }),
  };
}

function lenientProperties(properties: Record<string, JsonSchema>, path: Path): Record<string, JsonSchema> {
  const offered = Object.entries(properties).filter(([key]) => !isNotYet([...path, key]));
  return Object.fromEntries(offered.map(([key, schema]) => [key, lenient(schema, [...path, key])]));
}

/** Returns if-then schemas: completion then offers only the matching variant instead of all. */
function discriminated(variants: JsonSchema[], path: Path): JsonSchema {
  const key = Object.keys(variants[0].properties ?? {})[0];
  const valuesOf = ({ properties }: JsonSchema) => properties?.[key].enum ?? [properties?.[key].const];
  const offered = variants.filter((variant) => !valuesOf(variant).some((value) => isNotYet([...path, key], value)));
  const wordsOf = (variant: JsonSchema) => variant.properties?.[key].description ?? "";
  const about = offered.map((variant) => `${valuesOf(variant).join(", ")}: ${wordsOf(variant)}`);
  const names = offered.flatMap(valuesOf);
  const words = Object.fromEntries(offered.flatMap((each) => valuesOf(each).map((name) => [name, wordsOf(each)])));
  const offers = choices(names, [...path, key], choiceDescriptions[[...path, key].join(".")] ?? words);
  return {
    type: "object",
    properties: {
      [key]: { description: about.join("\n\n"), anyOf: [{ type: "string", ...offers }, {}] },
    },
    allOf: offered.map((variant) => {
      const { [key]: _, ...properties } = variant.properties ?? {};
      return {
        if: { properties: { [key]: { enum: valuesOf(variant) } }, required: [key] },
        // biome-ignore lint/suspicious/noThenProperty: a word of JSON schema
        then: { properties: lenientProperties(properties, path) },
      };
    }),
  };
}
