/** The import graph of the TypeScript files of folders, type imports included. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./paths.mjs";

/** Matches import, export … from, import() and import types, also in kernels compiled by AssemblyScript. */
const specifier = /(?:\bfrom|\bimport\s*\(?)\s*["'](\.{1,2}(?:\/[^"']*)?)["']/g;

/** @returns a Map from path (relative to the root) to imported paths, sorted; files outside the folders are omitted */
export function importGraph(...folders) {
  const files = folders.flatMap((folder) => typescriptFiles(join(root, folder)));
  const known = new Set(files);
  const entries = files.map((file) => [
    slashed(file),
    [...new Set(importsOf(file).filter((target) => known.has(target)))].map(slashed).sort(),
  ]);
  return new Map(entries);
}

const slashed = (file) => relative(root, file).replaceAll("\\", "/");

function typescriptFiles(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(folder, name));
}

function importsOf(file) {
  const text = readFileSync(file, "utf8").replace(/^\s*\/?\*.*$/gm, "");
  return [...text.matchAll(specifier)].flatMap(([, path]) => resolved(join(dirname(file), path)) ?? []);
}

function resolved(path) {
  const candidates = [path, `${path}.ts`, join(path, "index.ts")];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

/** Returns import cycles, direct or indirect (Tarjan's strongly connected components). */
export function circles(graph) {
  const found = [];
  const [index, low, stack] = [new Map(), new Map(), []];
  const visit = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const component = stack.splice(stack.indexOf(node));
    if (component.length > 1) found.push(component.sort());
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}
