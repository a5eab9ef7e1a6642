/** The licences of shipped packages. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { inRoot, root } from "./paths.mjs";

/** Returns the folders of the packages in esbuild's outputs. */
export function packagesIn(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap(({ inputs }) => shipped(inputs)));
  const folders = inputs.map((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const found = new Set(folders.filter(Boolean));
  return [...new Set([...found].flatMap((folder) => [folder, ...copiesIn(folder)]))];
}

/** Packages whose source is copied into another package, invisible to esbuild. */
const copied = { "node_modules/jsfive": "pako", "node_modules/read-excel-file": "saxen" };

function copiesIn(folder) {
  if (!Object.hasOwn(copied, folder)) return [];
  const own = join(folder, "node_modules", copied[folder]);
  return [existsSync(inRoot(own)) ? own : join("node_modules", copied[folder])];
}

/** Returns the shipped files; those removed by tree shaking are not. */
const shipped = (inputs) => Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0);

/**
 * @param folders of packages, absolute or in the root folder
 * @param others further shipped works, each with name, version, license, and a text or the holder of its MIT licence
 */
export function thirdPartyNotices(folders, others = []) {
  const packages = [
    ...folders.map((folder) => describe(resolve(root, folder))),
    ...others.map(({ holder, text = mit(holder), ...work }) => ({ title: titleOf(work), text })),
  ];
  const sorted = [...new Map(packages.map((each) => [each.title, each])).values()].sort((a, b) =>
    a.title < b.title ? -1 : 1,
  );
  const opening = "Matrix Network contains these packages, under these licences.\n";
  return [opening, ...sorted.map(({ title, text }) => `${"-".repeat(80)}\n${title}\n\n${text.trim()}\n`)].join("\n");
}

const titleOf = ({ name, version, license }) => `${name} ${version}${license ? ` (${license})` : ""}`;

function describe(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8"));
  const title = titleOf({ name, version, license });
  if (texts.length > 0) return { title, text: texts.join("\n\n") };
  if (license !== "MIT")
    throw new Error(`${folder}: holds no text of its licence (${license}); do not ship it without`);
  return { title, text: mit(typeof author === "string" ? author : author.name) };
}

/** Returns the licence text, for packages that name this licence but omit the required text. */
const mit = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
