/** docs/events.md lists every event with its fields, as the schema and the examples in test/fixtures have them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { JsonSchema } from "../../scripts/lib/schemaText";
import { eventSchema } from "../../src/protocol/events";
import { readPage, root } from "./pages";

const sections = readPage("docs/events.md").split(/^## /m).slice(1);
const { oneOf = [] } = z.toJSONSchema(eventSchema, { io: "input" }) as JsonSchema;

/** Returns the rows of the section's table as lists of cells. */
const rowsOf = (section: string): string[][] =>
  [...section.matchAll(/^\| (.*) \|$/gm)].map(([, row]) => row.split(" | ")).slice(1);

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

/** A value of an event: its path, with `?` if it may be left out, and whether it can be null. */
type Field = [path: string, isNullable: boolean];

/** Returns all values; objects are named by their members. */
function fieldsOf({ properties = {}, required = [] }: JsonSchema, path = "", isOptional = false): Field[] {
  return Object.entries(properties).flatMap(([key, value]): Field[] => {
    if (value.const !== undefined && key === "type") return [];
    const at = `${path}${key}`;
    const mayLack = isOptional || !required.includes(key);
    if (value.properties) return fieldsOf(value, `${at}.`, mayLack);
    const entries = Array.isArray(value.items) ? {} : (value.items ?? {});
    const isNullable = !entries.properties && JSON.stringify(value).includes('"null"');
    return [[`${at}${mayLack ? "?" : ""}`, isNullable], ...fieldsOf(entries, `${at}[].`)];
  });
}

const byPath = ([a]: Field, [b]: Field) => a.localeCompare(b);

describe("the page of the events", () => {
  for (const event of oneOf) {
    const name = String(event.properties?.type.const);
    it(`has the fields of ${name}, with those that can be null or be left out`, () => {
      const section = sections.find((each) => each.startsWith(`\`${name}\``)) ?? "";
      const described = rowsOf(section).flatMap(([names, value]) =>
        quoted(names).map((path): Field => [path, /\bnull\b/.test(value)]),
      );
      assert.deepEqual(described.sort(byPath), fieldsOf(event).sort(byPath));
    });
  }

  for (const [fixture, page, heading] of [
    ["folds", "docs/events.md", "Folds"],
    ["sweep", "docs/sweeps.md", "For programs"],
  ]) {
    it(`has the members of the events of ${heading.toLowerCase()}, which are in ${page}`, () => {
      const section = readPage(page).split(`## ${heading}\n`)[1].split(/^## /m)[0];
      const described = new Map(rowsOf(section).map(([event, , members]) => [quoted(event)[0], quoted(members)]));
      const lines = readFileSync(join(root, "test/fixtures/events", `${fixture}.ndjson`), "utf8")
        .trim()
        .split("\n");
      for (const { type, ...members } of lines.map((line) => JSON.parse(line))) {
        // With --events the events of the runs are among them.
        const names = described.get(type);
        if (type === "hello" || (!names && fixture === "sweep")) continue;
        for (const member of Object.keys(members)) assert.ok(names?.includes(member), `${type} has ${member}`);
      }
    });
  }
});
