/** Compiles the AssemblyScript kernels into dist/kernels.wasm and dist/kernels-relaxed.wasm if they changed. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { isStale } from "./freshness.mjs";
import { inRoot, root } from "./paths.mjs";

export const kernelSources = inRoot("src/backends/wasm/kernels");
const config = inRoot("src/backends/wasm/kernels/asconfig.json");
/** The kernels in two versions: for all engines, and with features of newer engines only. */
const outputs = [
  { output: inRoot("dist/kernels.wasm"), options: [] },
  { output: inRoot("dist/kernels-relaxed.wasm"), options: ["--enable", "relaxed-simd"] },
];

export function buildKernels() {
  for (const kernels of outputs) buildOne(kernels);
}

function buildOne({ output, options }) {
  if (!isStale(output, [kernelSources, inRoot("package-lock.json")])) return;
  mkdirSync(inRoot("dist"), { recursive: true });
  const asc = inRoot("node_modules/assemblyscript/bin/asc.js");
  const { status } = spawnSync(process.execPath, [asc, "--config", config, "--outFile", output, ...options], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (status === 0) return;
  // Kernels that differ from their sources must not be tested or shipped.
  rmSync(output, { force: true });
  throw new Error("src/backends/wasm/kernels: asc could not compile the kernels; mend what it names above");
}
