/** Generates the types of the package's API: declarations of src/index.ts and its dependencies, in dist/types. */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { inRoot, root } from "./paths.mjs";

export function buildTypes(target = inRoot("dist/types")) {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-types-"));
  try {
    emit(folder);
    rmSync(target, { recursive: true, force: true });
    for (const file of reachable(join(folder, "out/src/index.d.ts"))) {
      const to = join(target, relative(join(folder, "out/src"), file));
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(file, to);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function emit(folder) {
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir: join(folder, "out"),
    types: ["node"],
    typeRoots: [inRoot("node_modules/@types")],
  };
  const project = join(folder, "tsconfig.json");
  const ambient = ["webassembly", "assemblyscript"].map((name) => `src/backends/wasm/${name}.d.ts`);
  const files = ["src/index.ts", ...ambient].map((file) => inRoot(file));
  writeFileSync(project, JSON.stringify({ extends: inRoot("tsconfig.base.json"), compilerOptions, files }));
  const tsc = [inRoot("node_modules/typescript/bin/tsc"), "-p", project];
  const { status, stdout } = spawnSync(process.execPath, tsc, { encoding: "utf8" });
  if (status !== 0) throw new Error(`the types of the API cannot be written:\n${stdout}`);
}

/** Returns the files that the entry uses, directly or indirectly. */
function reachable(entry, found = new Set()) {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const [, path] of readFileSync(entry, "utf8").matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)) {
    const file = resolve(dirname(entry), path);
    reachable(existsSync(`${file}.d.ts`) ? `${file}.d.ts` : join(file, "index.d.ts"), found);
  }
  return found;
}
