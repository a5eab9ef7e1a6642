import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { germanSchema, germanSchemaFile, schemaTexts } from "../../scripts/lib/germanSchema";
import { formatSchema, schemaFiles } from "../../src/config/editor/schemaFiles";
import type { JsonSchema } from "../../src/config/schema/jsonSchema";
import { notYet } from "../../src/config/schema/notYet";

const files = schemaFiles();
const german = germanSchema();

describe("the JSON schemas of a config", () => {
  for (const [name, schema] of Object.entries({ ...files, [germanSchemaFile]: german.schema })) {
    it(`are written anew after a change: ${name} (npx tsx scripts/schema.ts)`, () => {
      assert.equal(readFileSync(join(__dirname, "../../schemas", name), "utf8"), formatSchema(schema));
    });
  }

  it("describe every key", () => {
    for (const [name, schema] of Object.entries(files)) {
      const silent = properties(schema).filter(([, inner]) => !inner.description && !inner.enum);
      assert.deepEqual(
        silent.map(([key]) => key),
        [],
        name,
      );
    }
  });

  it("have every description in German, and no German of a description that is gone", () => {
    assert.deepEqual(german.missing, [], "add them to scripts/lib/schema.de.json");
    const unused = Object.keys(schemaTexts).filter((text) => !german.used.has(text));
    assert.deepEqual(unused, [], "remove them from scripts/lib/schema.de.json");
  });

  it("name the same settings in German, and insert the same", () => {
    const words = (text: string) => text.match(/\b[a-z]+[A-Z]\w*|\{\w+\}|\bdata\.\w+|"\w+"/g)?.sort() ?? [];
    for (const [english, text] of Object.entries(schemaTexts)) assert.deepEqual(words(text), words(english), text);
    const bodies = (schema: JsonSchema) =>
      all(schema).map(({ defaultSnippets, enum: values }) => [defaultSnippets?.map(({ body }) => body), values]);
    assert.deepEqual(bodies(german.schema), bodies(files["network.vscode.schema.json"]));
  });

  it("complain of nothing in VS Code: no key is required or refused, and every value may be another", () => {
    for (const [key, schema] of properties(files["network.vscode.schema.json"])) {
      assert.deepEqual(schema.anyOf?.at(-1), {}, key);
    }
    for (const schema of all(files["network.vscode.schema.json"])) {
      assert.equal(schema.additionalProperties, undefined);
      assert.equal(schema.oneOf, undefined);
      assert.ok(schema.required === undefined || schema.type === undefined);
    }
  });

  it("give VS Code something to insert with every key", () => {
    const empty = properties(files["network.vscode.schema.json"]).filter(
      ([, { default: fallback, defaultSnippets = [], examples = [], anyOf = [] }]) =>
        fallback === undefined && defaultSnippets.length + examples.length === 0 && !anyOf[0].enum,
    );
    assert.deepEqual(
      empty.map(([key]) => key),
      [],
    );
  });

  it("offer nothing in VS Code that is not there yet", () => {
    const text = JSON.stringify(files["network.vscode.schema.json"]);
    for (const { path, value } of notYet) {
      const word = JSON.stringify(value ?? path[path.length - 1]);
      assert.ok(!text.includes(word), word);
    }
  });

  it("offer every executor in VS Code, with its keys", () => {
    const text = JSON.stringify(files["network.vscode.schema.json"]);
    for (const word of ['["local","slurm","command"]', '"partition":', '"start":', '"qsub']) {
      assert.ok(text.includes(word), word);
    }
  });
});

function children(schema: JsonSchema): JsonSchema[] {
  const { properties = {}, items = [], oneOf = [], anyOf = [], allOf = [], then } = schema;
  return [...Object.values(properties), ...[items].flat(), ...oneOf, ...anyOf, ...allOf, ...(then ? [then] : [])];
}

function all(schema: JsonSchema): JsonSchema[] {
  return [schema, ...children(schema).flatMap(all)];
}

function properties(schema: JsonSchema): [key: string, schema: JsonSchema][] {
  return all(schema).flatMap((inner) => Object.entries(inner.properties ?? {}));
}
