/**
 * The table of allowed imports. `node scripts/imports.mjs` writes the linter's rules (biome.json) and the table in
 * ARCHITECTURE.md from it; test/project fails if either differs, and checks the order of rooms.
 */

/** Folders whose names and types every folder above may import. */
const names = ["core", "config"];

/**
 * folder: path from the root. job: for ARCHITECTURE.md, Markdown. mayImport: folders of src besides itself; "all"
 * except those in `not`. says: the same as text, if the list needs it. packages: further forbidden imports. rooms:
 * subfolders, lowest first; a room imports only earlier rooms, and files beside the rooms import all of them.
 */
export const folders = [
  {
    folder: "src/messages",
    job: "what errors and the linter say: code → template; every folder of src may import it",
    mayImport: [],
    says: "nothing",
    packages: ["node:*"],
  },
  {
    folder: "src/core",
    job: "the mathematics; the `Backend` interface; the reference backend",
    mayImport: [],
    says: "messages: no Node, no DOM",
    packages: ["node:*", "gpu.js"],
  },
  {
    folder: "src/backends",
    job: "where matrices live: `wasm/`, `blas/`, `gpujs/`, `auto/`",
    mayImport: ["core"],
  },
  {
    folder: "src/expressions",
    job: "the grammar of filters and conditions: parsed once, evaluated often",
    mayImport: [],
    says: "messages",
    packages: ["node:*"],
  },
  {
    folder: "src/config",
    job: "schema, defaults, checks with their position in the file",
    mayImport: ["core", "search"],
    says: "search; names of core",
    rooms: ["schema", "sweep", "check", "compare", "editor"],
  },
  {
    folder: "src/formats",
    job: "npy, npz, idx, csv, pickle, pictures: bytes ↔ arrays",
    mayImport: ["messages"],
  },
  {
    folder: "src/data",
    job: "data sets, splits, scaling, new examples",
    mayImport: ["formats", ...names],
    says: "formats; names of core and config",
  },
  {
    folder: "src/export",
    job: "npz, ONNX, JSON, JavaScript, NumPy",
    mayImport: ["formats", ...names],
    says: "formats; names of core and config",
  },
  {
    folder: "src/search",
    job: "which settings a sweep tries next, from results alone",
    mayImport: ["core"],
    says: "random numbers, errors of core",
    packages: ["node:*"],
  },
  {
    folder: "src/runs",
    job: "the run folder; alone reads and writes it",
    mayImport: ["formats", "protocol", "expressions", ...names],
    says: "formats, protocol, expressions; names of core and config",
  },
  {
    folder: "src/groups",
    job: "the folder of many runs; alone reads and writes it",
    mayImport: ["runs", "search", "formats", ...names],
    says: "runs, search, formats; names of core and config",
  },
  {
    folder: "src/protocol",
    job: "messages, their parsers, version, channel",
    mayImport: ["search", ...names],
    says: "search; names of core and config",
  },
  {
    folder: "src/control",
    job: "the socket of a running training: server and client",
    mayImport: ["protocol", "runs", ...names],
    says: "runs, protocol; names of core and config",
  },
  {
    folder: "src/executors",
    job: "who starts the workers of a group elsewhere: Slurm, a command",
    mayImport: names,
    says: "names of core and config",
  },
  {
    folder: "src/trainer",
    job: "the child process: sessions, results, views, checks",
    says: "all above",
    not: ["cli", "debugger", "extension", "webview"],
    rooms: ["experiment", "check", "views", "session", "replay", "group", "results", "agent", "process"],
  },
  {
    folder: "src/cli",
    job: "the command line, a file per command",
    says: "all above",
    not: ["debugger", "extension", "webview"],
  },
  {
    folder: "src/debugger",
    job: "the debug adapter: a training, or one example, as the program",
    says: "all above but cli",
    not: ["cli", "extension", "webview"],
  },
  {
    folder: "src/extension",
    job: "alone imports `vscode`",
    not: ["backends", "cli", "data", "export", "formats", "trainer", "webview"],
    says: "config, runs, groups, search, protocol, control, expressions, core",
    vscode: true,
    rooms: [
      "base",
      "process",
      "workspace",
      "editor",
      "tree",
      "testing",
      "panel",
      "compare",
      "group",
      "table",
      "matrix",
      "profile",
      "commands",
    ],
  },
  {
    folder: "webview",
    job: "the page of the panel",
    mayImport: ["protocol", "core", "expressions", "search", "messages"],
    says: "protocol, core, expressions, search",
    packages: ["node:*"],
  },
];

const inSrc = folders.map(({ folder }) => folder).filter((folder) => folder.startsWith("src/"));
const others = [...inSrc.map((folder) => folder.slice("src/".length)), "webview"].sort();

/** Returns the names of the folders that `entry` may not import. */
function forbidden({ folder, mayImport, not }) {
  const own = folder.replace("src/", "");
  return not ?? others.filter((name) => name !== own && name !== "messages" && !mayImport.includes(name));
}

/** Returns the folders that an entry may import, as text. */
function mayImportText(entry) {
  if (entry.says) return entry.says;
  if (entry.not) {
    const allowed = others.filter((name) => `src/${name}` !== entry.folder && !entry.not.includes(name));
    return allowed.join(", ");
  }
  return entry.mayImport.join(", ") || "nothing";
}

/** Returns Biome's overrides, one per folder. */
export function importOverrides() {
  return folders.map((entry) => {
    const name = entry.folder.replace("src/", "");
    const group = [...(entry.vscode ? [] : ["vscode"]), ...patternsOf(entry), ...(entry.packages ?? [])];
    return restricted(
      [`${entry.folder}/**`],
      group,
      `${name} may import: ${mayImportText(entry)}. See scripts/lib/importTable.mjs.`,
    );
  });
}

function patternsOf(entry) {
  if (entry.folder === "webview") {
    return ["../**/src/**", ...entry.mayImport.map((name) => `!../**/src/${name}/**`)];
  }
  const list = `{${forbidden(entry).join(",")}}`;
  // The catalogues of a language import those in English, whose files have names of folders: ../formats.
  const up = entry.folder === "src/messages" ? "{../..,../../..}" : "{..,../..,../../..,../../../..}";
  return [`${up}/${list}`, `../**/${list}/**`];
}

/** Returns a Biome rule that makes these imports errors in these files. */
function restricted(includes, group, message) {
  const options = { patterns: [{ group, message }] };
  return { includes, linter: { rules: { style: { noRestrictedImports: { level: "error", options } } } } };
}

/** Returns the rows of the table in ARCHITECTURE.md. */
export function architectureTable() {
  const rows = folders.map((entry) => `| \`${entry.folder}\` | ${entry.job} | ${mayImportText(entry)} |`);
  return ["| folder | its one job | may import |", "|---|---|---|", ...rows].join("\n");
}
