/** File names and paths under which a BLAS may be installed, the fastest and most usual first. */
import { readdirSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** The machine to search; tests inject one. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Returns the names in a folder; none if it cannot be read. */
  list(folder: string): string[];
  /** Returns the file that a path leads to; undefined if there is none. */
  resolve(path: string): string | undefined;
}

/** Names that the dynamic loader resolves. */
const names: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ["libmkl_rt.so.2", "libmkl_rt.so", "libopenblas.so.0", "libopenblas.so"],
  darwin: [
    "/System/Library/Frameworks/Accelerate.framework/Accelerate",
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
  ],
  win32: ["mkl_rt.2.dll", "libopenblas.dll", "openblas.dll"],
};

/** The generic name on Linux: any BLAS, perhaps the slow reference implementation. */
const generic: Partial<Record<NodeJS.Platform, readonly string[]>> = { linux: ["libblas.so.3"] };

/** Returns the candidates; the paths of Python's environments are looked up only when the earlier ones are used up. */
export function* candidates(system: System): Generator<string> {
  yield* names[system.platform] ?? [];
  for (const prefix of pythonPrefixes(system)) yield* ofEnvironment(system, prefix);
  yield* generic[system.platform] ?? [];
}

export const thisSystem = (home: string): System => ({
  platform: process.platform,
  env: process.env,
  home,
  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  resolve(path) {
    try {
      return realpathSync(path);
    } catch {
      return undefined;
    }
  },
});

/** Returns the roots of Python environments: the active ones, that of `python3` on PATH, the user's and pyenv's. */
function pythonPrefixes({ platform, env, home, list, resolve }: System): Set<string> {
  const isWindows = platform === "win32";
  const programs = isWindows ? ["python.exe"] : ["python3", "python"];
  const onPath = (env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => programs.map((program) => resolve(join(folder, program))))
    .filter((program) => program !== undefined)
    .map((program) => (isWindows ? dirname(program) : dirname(dirname(program))));
  const pyenv = env.PYENV_ROOT ?? join(home, ".pyenv");
  const versions = list(join(pyenv, "versions")).map((version) => join(pyenv, "versions", version));
  const prefixes = [env.VIRTUAL_ENV, env.CONDA_PREFIX, ...onPath, join(home, ".local"), "/usr/local", ...versions];
  return new Set(prefixes.filter((prefix) => prefix !== undefined));
}

/** Returns the libraries of conda, and the OpenBLAS that NumPy's wheels bring. */
function* ofEnvironment(system: System, prefix: string): Generator<string> {
  const { platform, list } = system;
  const libraries = platform === "win32" ? join(prefix, "Library", "bin") : join(prefix, "lib");
  const present = new Set(list(libraries));
  for (const name of names[platform] ?? []) if (present.has(name)) yield join(libraries, name);
  const versions =
    platform === "win32"
      ? [join(prefix, "Lib")]
      : [...present].filter((name) => /^python3\.\d+$/.test(name)).map((name) => join(libraries, name));
  for (const version of versions) {
    const packages = join(version, "site-packages");
    const folder = platform === "darwin" ? join(packages, "numpy", ".dylibs") : join(packages, "numpy.libs");
    for (const file of list(folder)) if (/openblas/i.test(file)) yield join(folder, file);
  }
}
