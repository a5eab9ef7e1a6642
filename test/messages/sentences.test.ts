/** Sentences that cross from a process to the editor have what they are made of beside them, to be translated. */
import assert from "node:assert/strict";
import * as z from "zod";
import type { JsonSchema } from "../../scripts/lib/schemaText";
import { eventSchema } from "../../src/protocol/events";
import { inspectRequests } from "../../src/protocol/inspectRequests";

/** Returns the paths of texts that have no `said`, or `id` and `values`, beside them, and are not words of a list. */
function bareTexts(schema: JsonSchema, path = ""): string[] {
  const { properties = {}, items, anyOf = [], oneOf = [] } = schema as JsonSchema & { anyOf?: JsonSchema[] };
  const inside = [...anyOf, ...oneOf].flatMap((each) => bareTexts(each, path));
  if (items && !Array.isArray(items)) inside.push(...bareTexts(items, `${path}[]`));
  for (const [key, value] of Object.entries(properties)) {
    const at = path === "" ? key : `${path}.${key}`;
    const hasSaid = ["said", `${key}Said`, `${key.replace(/Reason$/, "")}Said`].some((name) => name in properties);
    const isMade = hasSaid || ("id" in properties && "values" in properties);
    if (!isMade || !isText(value)) inside.push(...bareTexts(value, at));
  }
  if (schema.type === "string" && schema.enum === undefined && schema.const === undefined) inside.push(path);
  return [...new Set(inside)];
}
const isText = ({ type, items }: JsonSchema): boolean =>
  type === "string" || (!Array.isArray(items) && items?.type === "string");

const options = { io: "input", unrepresentable: "any" } as const;
const bareIn = (schema: z.ZodType) => bareTexts(z.toJSONSchema(schema, options) as JsonSchema).sort();

/** Names, paths and texts of the data in answers. */
const names: Readonly<Record<string, readonly string[]>> = {
  summarizeData: ["classes[].name", "columns[].column", "columns[].examples[]", "columns[].parts[]", "columns[].where"],
  startFacts: ["facts.layers[].activation"],
  columns: ["columns[].examples[]", "columns[].name", "columns[].texts[]"],
  arrays: ["[].name", "[].type"],
  epochTime: ["gpu.adapter", "gpu.beside.name"],
  sanity: ["path[]"],
  findData: ["[].kind", "[].name", "[].path"],
  writeSample: ["path", "project"],
  suggest: [
    "ambiguity.column",
    "ambiguity.field",
    "ambiguity.place",
    "ambiguity.readings[].number",
    "label",
    "labels[].name",
    "sheets[].name",
    "text",
  ],
};
/** What a new config says of its data is English, as its comments are. */
const english = ["labels[].about", "sheets[].about", "summary", "target.why"];

describe("texts between processes", () => {
  it("are names or have what they are made of, in events", () => {
    const own = ["again.group", "best.metric", "cause.path[]", "file", "operation", "path", "run", "target", "version"];
    assert.deepEqual(bareIn(eventSchema), own);
  });

  it("are names or have what they are made of, in answers about configs", () => {
    for (const [name, { result }] of Object.entries(inspectRequests())) {
      const known = [...(names[name] ?? []), ...(name === "suggest" ? english : [])];
      assert.deepEqual(bareIn(result), known.sort(), name);
    }
  });
});
