/**
 * An esbuild plugin for programs that share their code: esbuild splits ES modules only, so its output is translated to
 * CommonJS before it is written. Chunks have the hash of their content in their names.
 */
import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * @param translation further options of esbuild's transform
 * @param banners texts for the beginning of files, by file name
 */
export const sharedCode = (translation, banners = {}) => ({
  name: "shared code",
  setup({ initialOptions, esbuild, onEnd }) {
    const folder = initialOptions.outdir;
    Object.assign(initialOptions, { write: false, splitting: true, format: "esm", sourcemap: "inline" });
    onEnd(async ({ outputFiles = [] }) => {
      const translated = await Promise.all(
        outputFiles.map(async ({ path, text }) => {
          const name = basename(path);
          const options = { ...translation, format: "cjs", sourcemap: true, banner: banners[name], sourcefile: name };
          return { name, ...(await esbuild.transform(text, options)) };
        }),
      );
      // Entries last: a process that starts meanwhile finds the chunks of its entry.
      for (const { name, code, map } of translated.sort((a, b) => Number(isChunk(b.name)) - Number(isChunk(a.name)))) {
        write(join(folder, `${name}.map`), map);
        write(join(folder, name), `${isChunk(name) ? uncopied(code) : code}//# sourceMappingURL=${name}.map\n`);
      }
      const current = new Set(translated.flatMap(({ name }) => [name, `${name}.map`]));
      const stale = readdirSync(folder).filter((name) => isChunk(name) && !current.has(name));
      for (const name of stale) rmSync(join(folder, name), { force: true });
    });
  },
});

const isChunk = (name) => name.startsWith("chunk-");

/** Exports a chunk's names without copying them to another object, which costs time at every start. */
function uncopied(code) {
  const copy = /module\.exports=__toCommonJS\((\w+)\)/;
  if (!copy.test(code)) throw new Error("esbuild exports the names of a module in another way than expected");
  // As long as the text that it replaces, for the source map.
  return code.replace(copy, (text, names) => `module.exports=${names}`.padEnd(text.length));
}

/** Replaces the file at once. */
function write(path, text) {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
