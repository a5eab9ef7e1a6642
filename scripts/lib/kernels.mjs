/** Compiles the AssemblyScript kernels into dist/kernels.wasm, where they changed. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { isStale } from "./freshness.mjs";
import { inRoot, root } from "./paths.mjs";

export const kernelSources = inRoot("src/backends/wasm/kernels");
const config = inRoot("src/backends/wasm/kernels/asconfig.json");
const output = inRoot("dist/kernels.wasm");

export function buildKernels() {
  if (!isStale(output, [kernelSources, inRoot("package-lock.json")])) return;
  mkdirSync(inRoot("dist"), { recursive: true });
  const asc = inRoot("node_modules/assemblyscript/bin/asc.js");
  const { status } = spawnSync(process.execPath, [asc, "--config", config, "--outFile", output], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (status === 0) return;
  // Kernels that do not fit their sources must not be tested or shipped.
  rmSync(output, { force: true });
  throw new Error("src/backends/wasm/kernels: asc could not compile the kernels; mend what it names above");
}
