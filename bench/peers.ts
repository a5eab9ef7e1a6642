/** The peers by name: how each is started, and what brings it where it is missing. */
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

/** Peers that were asked for and are not here, each with its mend. */
export const missing = new Set<string>();

/** undefined, and a line in `missing`, where the peer is not here. */
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

/** The first Python that has the module: the one on PATH, or the system's. */
function pythonWith(module: "numpy" | "torch"): string | undefined {
  return ["python3", "/usr/bin/python3", "python"].find(
    (program) => spawnSync(program, ["-c", `import numpy, ${module}`], { stdio: "ignore" }).status === 0,
  );
}
