/**
 * An esbuild plugin for programs that share their code: esbuild splits ES modules only, so its output is translated to
 * CommonJS before it is written. Chunks have the hash of their content in their names.
 */
import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { joined, requiringJoined } from "./joinedChunks.mjs";

/**
 * @param translation further options of esbuild's transform
 * @param banners texts for the beginning of files, by file name
 * @param together modules whose small chunks are in one file, without those of the modules `apart`
 */
export const sharedCode = (translation, banners = {}, together = { modules: [], apart: [] }) => ({
  name: "shared code",
  setup({ initialOptions, esbuild, onEnd }) {
    const folder = initialOptions.outdir;
    Object.assign(initialOptions, { write: false, splitting: true, format: "esm", sourcemap: "inline" });
    onEnd(async ({ outputFiles = [], metafile }) => {
      const parts = smallChunks(metafile, together);
      const translated = await Promise.all(
        outputFiles.map(async ({ path, text }) => {
          const name = basename(path);
          const options = { ...translation, ...commonJs, banner: banners[name], sourcefile: name };
          const { code, map } = await esbuild.transform(text.replaceAll(computedImport, keptImport), options);
          const kept = code.replaceAll(keptImport, "import(");
          return { name, code: requiringJoined(name.startsWith("chunk-") ? uncopied(kept) : kept, parts), map };
        }),
      );
      const files = translated.filter(({ name }) => !parts.has(name));
      if (parts.size > 0) files.unshift(joined(translated.filter(({ name }) => parts.has(name))));
      // Entries last: a process that starts meanwhile finds the chunks of its entry.
      for (const { name, code, map } of files.sort((a, b) => Number(isChunk(b.name)) - Number(isChunk(a.name)))) {
        write(join(folder, `${name}.map`), map);
        write(join(folder, name), `${code}//# sourceMappingURL=${name}.map\n`);
      }
      removeStale(folder, new Set(files.flatMap(({ name }) => [name, `${name}.map`])));
    });
  },
});

/** Larger ones are files of their own. */
const smallBytes = 16_000;

/** Returns the names of the small chunks that are loaded with these modules, and not with those `apart`. */
function smallChunks({ outputs }, { modules, apart }) {
  const own = loadedWith(outputs, apart);
  const small = [...loadedWith(outputs, modules)].filter(
    (path) => !own.has(path) && !outputs[path].entryPoint && codeBytes(outputs[path]) < smallBytes,
  );
  return new Set(small.map((path) => basename(path)));
}

/** Returns the paths of the outputs that are loaded with these modules. */
function loadedWith(outputs, modules) {
  const found = new Set();
  const visit = (path) => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: other, kind } of outputs[path].imports)
      if (kind === "import-statement" && outputs[other]) visit(other);
  };
  const entries = Object.entries(outputs).filter(([, { entryPoint }]) => modules.includes(entryPoint));
  for (const [path] of entries) visit(path);
  return found;
}

/** Without the source map. */
const codeBytes = ({ inputs }) => Object.values(inputs).reduce((sum, { bytesInOutput }) => sum + bytesInOutput, 0);

/** Removes the chunks of earlier builds. */
export const withoutStale = {
  name: "without stale chunks",
  setup({ initialOptions: { outdir }, onEnd }) {
    onEnd(({ metafile, errors }) => {
      if (errors.length > 0) return;
      removeStale(outdir, new Set(Object.keys(metafile.outputs).map((path) => basename(path))));
    });
  },
};

function removeStale(folder, current) {
  const stale = readdirSync(folder).filter((name) => isChunk(name) && !current.has(name));
  for (const name of stale) rmSync(join(folder, name), { force: true });
}

/** require() is faster than import(), which looks for the names of a CommonJS module in its text. */
const commonJs = { format: "cjs", sourcemap: true, supported: { "dynamic-import": false } };

/** An import of a path that is known only when the program runs: of an ES module, which Node 20 cannot require. */
const computedImport = /\bimport\((?!["'])/g;
/** Of the same length, for the source map. */
const keptImport = "_esm__(";

/** True of a file that programs share, or that one of them loads when it is wanted: `chunk-…` or the name of a module. */
const isChunk = (name) => /-[0-9A-Z]{8}\.js(\.map)?$/.test(name);

/** Exports a chunk's names without copying them to another object, which costs time at every start. */
function uncopied(code) {
  // Lines may be broken anywhere.
  const copy = /module\.exports\s*=\s*__toCommonJS\(\s*(\w+)\s*\)/;
  // In the same lines and columns, for the source map.
  return code.replace(copy, (text) => text.replace("__toCommonJS(", " ".repeat(13)).replace(")", " "));
}

/** Replaces the file at once. */
function write(path, text) {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
