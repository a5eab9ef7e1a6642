/** Writes schemas/ from the config's zod schema: `npx tsx scripts/schema.ts`. A test fails when they differ. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatSchema, schemaFiles } from "../src/config/editor/schemaFiles";

for (const [name, schema] of Object.entries(schemaFiles())) {
  writeFileSync(join(__dirname, "..", "schemas", name), formatSchema(schema));
}
