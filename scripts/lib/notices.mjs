/** Names every package that is in what we ship, with its licence: dist/THIRD-PARTY-NOTICES.txt. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./paths.mjs";

/** The folders of the packages that esbuild put into its outputs. */
export function packagesIn(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap(({ inputs }) => shipped(inputs)));
  const folders = inputs.map((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(folders.filter(Boolean))];
}

/** Files of which nothing is left after tree shaking are not shipped. */
const shipped = (inputs) => Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0);

export function thirdPartyNotices(folders) {
  const packages = folders.map((folder) => describe(inRoot(folder)));
  const sorted = [...new Map(packages.map((each) => [each.title, each])).values()].sort((a, b) =>
    a.title < b.title ? -1 : 1,
  );
  const opening = "Matrix Network contains these packages, under these licences.\n";
  return [opening, ...sorted.map(({ title, text }) => `${"-".repeat(80)}\n${title}\n\n${text.trim()}\n`)].join("\n");
}

function describe(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8"));
  if (texts.length === 0 && !license) throw new Error(`${folder}: no licence to be found; do not ship this package`);
  const holder = typeof author === "string" ? author : (author?.name ?? "its authors");
  const said = `Copyright ${holder}; licence: ${license} (the package holds no text of it).`;
  return { title: `${name} ${version}${license ? ` (${license})` : ""}`, text: texts.join("\n\n") || said };
}
