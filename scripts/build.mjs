/** npm run build: builds everything that runs or ships into dist/. With --watch, rebuilds at every change. */
import { chmodSync, existsSync, statSync, watch } from "node:fs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { keepPackages, writeNotices } from "./lib/inventory.mjs";
import { buildKernels, kernelSources } from "./lib/kernels.mjs";
import { packMnist } from "./lib/mnist.mjs";
import { packagesIn } from "./lib/notices.mjs";
import { inRoot } from "./lib/paths.mjs";
import { buildTypes } from "./lib/types.mjs";
import { copyWebp } from "./lib/webp.mjs";

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
  // Small chunks are in one file.
  for (const file of files.filter((name) => existsSync(inRoot(name))))
    console.error(`${file}  ${kilobytes(inRoot(file))}`);
}

/** Writes the files that accompany the bundles. */
function finish(metafiles) {
  chmodSync(inRoot("dist/cli.js"), 0o755);
  // The kernels contain parts of AssemblyScript's library.
  keepPackages([...packagesIn(metafiles), "node_modules/assemblyscript"]);
  writeNotices();
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
