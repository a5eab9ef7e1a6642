/**
 * The schema that VS Code completes, hovers and formats with. It never complains, because our own check does: whatever
 * a value is, it may also be something else (`anyOf: [known, {}]`), and nothing is required. What is not there yet is
 * not offered.
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
 * What can be said about a value besides what it must be, then: this, or anything. VS Code inserts a key together with
 * a value only where it finds one here: the default, a snippet or examples.
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
 * What VS Code puts behind a key whose values we complete ourselves: nothing, and at once it asks for values. Snippets
 * without a body make it think that there are several, and are offered nowhere.
 */
const asked: JsonSchema = { defaultSnippets: [{}, {}], anyOf: [{}] };

/** Types, keys and values, all of them lenient. Bounds are left out: a value beyond them would lose its keys. */
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

/** The words that can be taken, each with what it means. */
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

/** Completion follows if-then to the one variant that is meant; of several variants it would offer everything. */
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
