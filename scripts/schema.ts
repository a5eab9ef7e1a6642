/**
 * npm run schema: writes schemas/ from the config's zod schema, in English and German, docs/config.md from that and the linter's fixtures, and
 * docs/command-line.md from the commands, and the tools of language models into package.json. Tests fail if they differ.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatSchema, schemaFiles } from "../src/config/editor/schemaFiles";
import { commandLinePage } from "./lib/commandLinePage";
import { codesByPath, configPage } from "./lib/configPage";
import { germanSchema, germanSchemaFile } from "./lib/germanSchema";
import { modelTools } from "./lib/modelTools";

async function main(): Promise<void> {
  for (const [name, schema] of Object.entries({ ...schemaFiles(), [germanSchemaFile]: germanSchema().schema })) {
    writeFileSync(join(__dirname, "..", "schemas", name), formatSchema(schema));
  }
  writeFileSync(join(__dirname, "../docs/config.md"), configPage(await codesByPath()));
  writeFileSync(join(__dirname, "../docs/command-line.md"), await commandLinePage());
  const manifestFile = join(__dirname, "../package.json");
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  manifest.contributes.languageModelTools = modelTools();
  writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  process.exit(0); // The readers of the fixtures keep a worker alive.
}

void main();
