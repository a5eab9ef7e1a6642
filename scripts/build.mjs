/** npm run build: builds everything that runs or ships into dist/. With --watch, rebuilds at every change. */
import { chmodSync, statSync, watch, writeFileSync } from "node:fs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { buildKernels, kernelSources } from "./lib/kernels.mjs";
import { packMnist } from "./lib/mnist.mjs";
import { packagesIn, thirdPartyNotices } from "./lib/notices.mjs";
import { inRoot } from "./lib/paths.mjs";
import { buildTypes } from "./lib/types.mjs";
import { copyWebp, webpNotices } from "./lib/webp.mjs";

/** The icons in webview/ui/codicons: copies, because the package would be installed for a few small files. */
const codicons = {
  title: "@vscode/codicons 0.0.45 (CC-BY-4.0)",
  text: `Copyright (c) Microsoft Corporation, https://github.com/microsoft/vscode-codicons
The icons are unchanged. Their licence: Creative Commons Attribution 4.0 International,
https://creativecommons.org/licenses/by/4.0/legalcode`,
};

/** Its source is copied into @modelcontextprotocol/server. */
const contentType = { title: "content-type 1.0.5 (MIT)", holder: "2015 Douglas Christopher Wilson" };

ensureDependencies();
const esbuild = await import("esbuild");
const { bundles } = await import("./lib/bundles.mjs");

try {
  if (process.argv.includes("--watch")) await keepBuilding();
  else await build();
} catch (error) {
  // esbuild has already printed its messages.
  if (!error.errors) console.error(error.message);
  process.exit(1);
}

async function build() {
  buildKernels();
  packMnist();
  copyWebp();
  const results = await Promise.all(bundles.map((options) => esbuild.build(options)));
  buildTypes();
  const metafiles = results.map(({ metafile }) => metafile);
  finish(metafiles);
  const files = metafiles.flatMap(({ outputs }) => Object.keys(outputs)).filter((file) => !file.endsWith(".map"));
  for (const file of files) console.error(`${file}  ${kilobytes(inRoot(file))}`);
}

/** Writes the files that accompany the bundles. */
function finish(metafiles) {
  chmodSync(inRoot("dist/cli.js"), 0o755);
  // The kernels contain parts of AssemblyScript's library.
  const packages = [...packagesIn(metafiles), "node_modules/assemblyscript"];
  writeFileSync(
    inRoot("dist/THIRD-PARTY-NOTICES.txt"),
    thirdPartyNotices(packages, [...webpNotices, codicons, contentType]),
  );
}

async function keepBuilding() {
  await build();
  for (const options of bundles) await (await esbuild.context({ ...options, logLevel: "info" })).watch();
  watch(kernelSources, afterSilence(tryKernels));
  console.error("watching; Ctrl-C ends it");
}

/** Compiles the kernels while watching; an error is printed, and the next change awaited. */
function tryKernels() {
  try {
    buildKernels();
    console.error("dist/kernels.wasm built");
  } catch (error) {
    console.error(error.message);
  }
}

/** Runs `action` after a pause without changes, since saving one file causes several change events. */
function afterSilence(action, milliseconds = 100) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}

function kilobytes(file) {
  return `${Math.ceil(statSync(file).size / 1000)} kB`;
}
