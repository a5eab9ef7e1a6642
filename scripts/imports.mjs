/** npm run imports: writes the import table into biome.json and ARCHITECTURE.md. `--check` only compares. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { architectureTable, folders, importOverrides } from "./lib/importTable.mjs";
import { inRoot, root } from "./lib/paths.mjs";

const biome = inRoot("node_modules/@biomejs/biome/bin/biome");
const wanted = { "biome.json": biomeSettings(), "ARCHITECTURE.md": architecture() };
const stale = Object.entries(wanted).filter(([name, text]) => readFileSync(inRoot(name), "utf8") !== text);
if (process.argv.includes("--check")) {
  for (const [name] of stale) console.error(`${name} differs from scripts/lib/importTable.mjs; run: npm run imports`);
  process.exitCode = Number(stale.length > 0);
} else for (const [name, text] of stale) writeFileSync(inRoot(name), text);

/** Returns biome.json with the table's overrides; overrides not for a single folder of the table stay unchanged. */
function biomeSettings() {
  const settings = JSON.parse(readFileSync(inRoot("biome.json"), "utf8"));
  const ours = new Set(folders.map(({ folder }) => `${folder}/**`));
  const isOurs = ({ includes }) => includes.length === 1 && ours.has(includes[0]);
  const first = settings.overrides.findIndex(isOurs);
  const rest = settings.overrides.filter((override) => !isOurs(override));
  settings.overrides = rest.toSpliced(first < 0 ? rest.length : first, 0, ...importOverrides());
  return formatted(JSON.stringify(settings), "biome.json");
}

function architecture() {
  const text = readFileSync(inRoot("ARCHITECTURE.md"), "utf8");
  const table = /^\| folder \| its one job \| may import \|\n(?:\|.*\n)+/m;
  if (!table.test(text)) throw new Error("ARCHITECTURE.md has no table of folders");
  return text.replace(table, `${architectureTable()}\n`);
}

function formatted(text, name) {
  const args = [biome, "format", `--stdin-file-path=${name}`];
  const { stdout, status, stderr } = spawnSync(process.execPath, args, { cwd: root, input: text, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
