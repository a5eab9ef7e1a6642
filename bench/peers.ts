/** The peers by name: how to start each, and how to install missing ones. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../scripts/lib/cache.mjs";
import { childPeer } from "./childPeer";
import type { Contender } from "./contender";
import type { Work } from "./work";

const scripts = join(__dirname, "peers");
const packages = join(cacheFolder(), "bench-peers");

export type PeerName = "numpy" | "torch" | "tfjs" | "gpujs";

const python = { numpy: "numpy_train.py", torch: "torch_train.py" } as const;
const debian = { numpy: "python3-numpy", torch: "python3-torch" } as const;
const node = {
  tfjs: { script: "tfjs_train.mjs", install: ["@tensorflow/tfjs@4.22.0", "@tensorflow/tfjs-backend-wasm@4.22.0"] },
  gpujs: { script: "gpujs_train.mjs", install: ["gpu.js@2.24.1"] },
} as const;

/** Requested peers that are not installed, each with the fix. */
export const missing = new Set<string>();

/** Starts a peer; if it is not installed, adds a line to `missing` and returns undefined. */
export async function peer(name: PeerName, work: Work): Promise<Contender | undefined> {
  if (name === "numpy" || name === "torch") {
    const program = pythonWith(name);
    if (program) return childPeer(name, [program, join(scripts, python[name])], work);
    missing.add(`${name}: not here; on Debian: apt-get install ${debian[name]}`);
    return undefined;
  }
  const { script, install } = node[name];
  if (existsSync(join(packages, "node_modules", install[0].replace(/(?<=.)@.*/, "")))) {
    return childPeer(name, [process.execPath, join(scripts, script), packages], work);
  }
  missing.add(`${name}: not here; npm install --prefix ${packages} ${install.join(" ")}`);
  return undefined;
}

/** Returns the first Python with the module: that on PATH, or the system's. */
export function pythonWith(module: "numpy" | "torch" | "pandas" | "PIL"): string | undefined {
  return ["python3", "/usr/bin/python3", "python"].find(
    (program) => spawnSync(program, ["-c", `import numpy, ${module}`], { stdio: "ignore" }).status === 0,
  );
}
