/**
 * Settings of esbuild's bundles. Names are not minified: GPU.js reads the source of kernels with toString(), and stack
 * traces stay readable.
 */
import { inRoot, root } from "./paths.mjs";
import { sharedCode, withoutStale } from "./sharedCode.mjs";

const shared = { absWorkingDir: root, bundle: true, metafile: true, sourcemap: "linked", logLevel: "warning" };

const [platform, target] = ["node", "node20"];

/** jsonc-parser's "main" loads its parts in a way that bundlers cannot follow; its "module" can be bundled. */
const base = { ...shared, platform, target, mainFields: ["module", "main"] };
const node = { ...base, format: "cjs", minifyWhitespace: true };

/** Without white space, and still with lines, for the positions in stack traces. */
const readable = { minifyWhitespace: true, lineLimit: 200 };

/**
 * GPU.js (0.8 MB) is used only by its own backends, so it is a separate file that is loaded with the first of them.
 * koffi is native and optional: required if installed, never bundled.
 */
const gpujs = "dist/gpujs.js";
const backends = { alias: { "gpu.js": "./gpujs.js" }, external: ["./gpujs.js", "koffi"] };

/** The server for agents, with the packages of its protocol, is loaded by its own command alone. */
const mcpServer = "./mcpServer.js";

/** The messages in German are read only where VS Code's language is German, by the extension and the debugger. */
const german = "./german.js";

/** The encoder of animations is loaded with the first one. */
const gif = "./gif.js";

/**
 * Modules that every training loads: the small chunks of both are in one file. Chunks of the command line's own start
 * are apart, as that is all some commands load.
 */
const starts = {
  modules: ["src/cli/train.ts", "src/trainer/process/trainRole.ts"],
  apart: ["src/cli/main.ts", "src/cli/commandLine.ts"],
};

const page = {
  ...shared,
  platform: "browser",
  target: "es2022",
  minifyWhitespace: true,
  minifySyntax: true,
  loader: { ".svg": "dataurl" },
};

/** Only the extension resolves `vscode`: anywhere else a direct or indirect import of it fails the build. */
export const bundles = [
  // Headless GL, a native module, is used by none of our modes; GPU.js works without it.
  { ...node, ...from("node_modules/gpu.js/src/index.js", gpujs), external: ["gl"] },
  {
    ...base,
    ...backends,
    entryPoints: {
      cli: inRoot("src/cli/main.ts"),
      trainer: inRoot("src/trainer/process/main.ts"),
      debugger: inRoot("src/debugger/main.ts"),
      index: inRoot("src/index.ts"),
      gpuTimer: inRoot("src/backends/gpuTimer.ts"),
    },
    outdir: inRoot("dist"),
    external: [...backends.external, mcpServer, german],
    plugins: [sharedCode({ platform, target, ...readable }, { "cli.js": "#!/usr/bin/env node" }, starts)],
  },
  {
    ...node,
    ...from("src/cli/mcpServer.ts", "dist/mcpServer.js"),
    alias: { "@modelcontextprotocol/server/_shims": inRoot("scripts/lib/mcpShims.mjs") },
  },
  {
    ...node,
    ...readable,
    ...from("src/extension/extension.ts", "dist/extension.js"),
    minifySyntax: true,
    external: ["vscode", german],
  },
  { ...node, ...from("src/messages/de/index.ts", "dist/german.js"), minifySyntax: true },
  {
    ...page,
    entryPoints: {
      main: inRoot("webview/run/main.ts"),
      compare: inRoot("webview/compare/main.ts"),
      runsTable: inRoot("webview/runsTable/main.ts"),
      group: inRoot("webview/group/main.ts"),
      matrix: inRoot("webview/matrix/main.ts"),
      data: inRoot("webview/data/main.ts"),
    },
    outdir: inRoot("dist/webview"),
    format: "esm",
    splitting: true,
    chunkNames: "shared-[hash]",
    external: [gif],
    plugins: [withoutStale],
  },
  { ...page, ...from("webview/animation/gif.ts", "dist/webview/gif.js"), format: "esm" },
  { ...page, ...from("webview/run/main.css", "dist/webview/main.css") },
  { ...page, ...from("webview/compare/compare.css", "dist/webview/compare.css") },
  { ...page, ...from("webview/runsTable/runsTable.css", "dist/webview/runsTable.css") },
  { ...page, ...from("webview/group/group.css", "dist/webview/group.css") },
  { ...page, ...from("webview/matrix/matrix.css", "dist/webview/matrix.css") },
  { ...page, ...from("webview/data/data.css", "dist/webview/data.css") },
];

function from(entry, outfile) {
  return { entryPoints: [inRoot(entry)], outfile: inRoot(outfile) };
}
