/** Compiles the AssemblyScript kernels into dist/kernels.wasm and dist/kernels-relaxed.wasm, where they changed. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { isStale } from "./freshness.mjs";
import { inRoot, root } from "./paths.mjs";

export const kernelSources = inRoot("src/backends/wasm/kernels");
const config = inRoot("src/backends/wasm/kernels/asconfig.json");
/** The same kernels twice: as every engine has them, and with what only newer ones have. */
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
  // Kernels that do not fit their sources must not be tested or shipped.
  rmSync(output, { force: true });
  throw new Error("src/backends/wasm/kernels: asc could not compile the kernels; mend what it names above");
}
