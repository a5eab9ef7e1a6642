/** Start-up of the built command line: `train` of MNIST from process start to the first epoch's output, and memory. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { median } from "./contender";
import { tellPeak } from "./peakMemory";

const cli = resolve(__dirname, "../dist/cli.js");
const config = {
  version: 1,
  data: { format: "builtin", name: "mnist", validation: { examples: 10_000 } },
  layers: [
    { units: 100, activation: "prelu", alpha: 0.1 },
    { units: 10, activation: "softmax" },
  ],
  training: {
    epochs: 1,
    batchSize: 100,
    seed: 1,
    optimizer: { type: "sgd", learningRate: 1 },
    regularization: { l2: 0.1 },
  },
};

/** Returns medians of `rounds` after one to warm up. */
export async function startUp(rounds: number): Promise<{ seconds: number; megabytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-bench-"));
  try {
    writeFileSync(join(folder, "mnist.network.json"), JSON.stringify(config));
    const runs: { seconds: number; megabytes: number }[] = [];
    for (let round = 0; round <= rounds; round++) runs.push(await once(folder));
    const measured = runs.slice(1);
    return {
      seconds: median(measured.map(({ seconds }) => seconds)),
      megabytes: median(measured.map(({ megabytes }) => megabytes)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function once(cwd: string) {
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", tellPeak, cli, "train", "mnist.network.json", "--json"], {
    cwd,
  });
  let [seconds, kilobytes, said] = [Number.NaN, Number.NaN, ""];
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (JSON.parse(line).type === "epoch") seconds = (performance.now() - start) / 1000;
  });
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  await new Promise((done) => child.once("close", done));
  kilobytes = Number(/peak (\d+)/.exec(said)?.[1]);
  if (Number.isNaN(seconds)) throw new Error(`dist/cli.js train: ${said}`);
  return { seconds, megabytes: kilobytes / 1024 };
}
