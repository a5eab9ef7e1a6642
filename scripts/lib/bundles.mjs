/** What esbuild makes of our sources. Names stay as they are written: GPU.js reads kernels back with toString(). */
import { inRoot, root } from "./paths.mjs";

const shared = { absWorkingDir: root, bundle: true, metafile: true, sourcemap: "linked", logLevel: "warning" };

/** jsonc-parser's "main" loads its parts in a way that no bundler can follow, its "module" does not. */
const node = {
  ...shared,
  platform: "node",
  format: "cjs",
  target: "node20",
  mainFields: ["module", "main"],
};

/**
 * GPU.js is 0.8 MB that only its own backends want: a file beside the bundles, loaded when the first of them is made. koffi is native and
 * optional: required where it is there, never bundled.
 */
const gpujs = "dist/gpujs.js";
const backends = { alias: { "gpu.js": "./gpujs.js" }, external: ["./gpujs.js", "koffi"] };

const page = { ...shared, platform: "browser", target: "es2022", minifyWhitespace: true, minifySyntax: true };

/** Only the extension may find `vscode`: anywhere else an import of it, however far away, fails the build. */
export const bundles = [
  // Headless GL, a native program of its own, is none of our modes: without it GPU.js goes on.
  { ...node, ...from("node_modules/gpu.js/src/index.js", gpujs), external: ["gl"], minifyWhitespace: true },
  { ...node, ...backends, ...from("src/cli/main.ts", "dist/cli.js"), banner: { js: "#!/usr/bin/env node" } },
  { ...node, ...backends, ...from("src/trainer/process/main.ts", "dist/trainer.js") },
  { ...node, ...backends, ...from("src/debugger/main.ts", "dist/debugger.js") },
  { ...node, ...from("src/extension/extension.ts", "dist/extension.js"), external: ["vscode"] },
  { ...node, ...backends, ...from("src/index.ts", "dist/index.js") },
  { ...page, ...from("webview/run/main.ts", "dist/webview/main.js"), format: "iife" },
  { ...page, ...from("webview/run/main.css", "dist/webview/main.css") },
  { ...page, ...from("webview/compare/main.ts", "dist/webview/compare.js"), format: "iife" },
  { ...page, ...from("webview/compare/compare.css", "dist/webview/compare.css") },
  { ...page, ...from("webview/runsTable/main.ts", "dist/webview/runsTable.js"), format: "iife" },
  { ...page, ...from("webview/runsTable/runsTable.css", "dist/webview/runsTable.css") },
  { ...page, ...from("webview/group/main.ts", "dist/webview/group.js"), format: "iife" },
  { ...page, ...from("webview/group/group.css", "dist/webview/group.css") },
  { ...page, ...from("webview/matrix/main.ts", "dist/webview/matrix.js"), format: "iife" },
  { ...page, ...from("webview/matrix/matrix.css", "dist/webview/matrix.css") },
];

function from(entry, outfile) {
  return { entryPoints: [inRoot(entry)], outfile: inRoot(outfile) };
}
