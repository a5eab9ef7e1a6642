/**
 * The time of `when` relative to training the same epochs: a scan of every minibatch by one process and by two, and a
 * bisection. Excludes starting processes and reading data.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ChildScanner } from "../src/cli/scanners";
import { TrainingReplay } from "../src/trainer/replay/replay";
import { whenIn } from "../src/trainer/replay/when";
import { Session } from "../src/trainer/session/session";
import { median } from "./contender";
import { configOf } from "./ours";
import type { Row } from "./row";
import type { Work } from "./work";

const cli = resolve(__dirname, "../dist/cli.js");
const epochs = 8;
/** Conditions that never hold, so that every minibatch is evaluated. */
const conditions = { "the cost": "cost > 1e9", "z, s, delta": "max(z1) > 1e9", W: "max(abs(W1)) > 1e9" };

/** Measures on one thread; returns medians of `rounds` in turns. */
export async function whenCost(work: Work, rounds: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-bench-"));
  try {
    const { run, seconds } = await train(work, folder);
    const scans = new Map<string, number[]>();
    const replay = await TrainingReplay.open(run, { threads: 1 });
    const add = async (name: string, condition: string, bisect = false, scanner?: ChildScanner) => {
      const start = performance.now();
      await whenIn(replay, condition, { bisect, ...(scanner && { scanners: () => [scanner] }) });
      scans.set(name, [...(scans.get(name) ?? []), (performance.now() - start) / 1000]);
    };
    for (let round = 0; round < rounds; round++) {
      for (const [name, condition] of Object.entries(conditions)) {
        await add(name, condition);
        const scanner = new ChildScanner(run, condition, cli);
        await scanner.ready;
        await add(`${name}, two processes`, condition, false, scanner);
      }
      await add("bisect", `step >= ${Math.floor((epochs - 0.5) * replay.batches)}`, true);
    }
    await replay.close();
    const keyframes = epochs;
    const of = (name: string) => median(scans.get(name) ?? []);
    const beside = `training took ${seconds.toFixed(2)} s`;
    const rows = Object.keys(conditions).flatMap((name) => [
      row(`when scans ${epochs} epochs for ${name}, against their training`, of(name) / seconds, "1.2", "1.05", beside),
      row(
        `the same by two processes`,
        of(`${name}, two processes`) / seconds,
        "0.7",
        "0.6",
        `the second joins after a moment; ${beside}`,
      ),
    ]);
    const most = (1.2 * seconds) / epochs + 0.02 * keyframes;
    return [
      ...rows,
      row("when --bisect, against 1.2 segments and 20 ms a keyframe", of("bisect") / most, "1", "0.8", beside),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function train(work: Work, folder: string): Promise<{ run: string; seconds: number }> {
  const file = join(folder, "when.network.json");
  const config = configOf(work);
  const training = { ...config.training, epochs, keepEvery: 1 };
  writeFileSync(file, JSON.stringify({ ...config, training, backend: "wasm", threads: 1 }));
  const session = new Session({ train: file });
  let [run, seconds] = ["", 0];
  session.onEvent((event) => {
    if (event.type === "started") run = event.run;
    if (event.type === "epoch") seconds += event.trainSeconds;
  });
  await session.run();
  return { run, seconds };
}

const row = (work: string, value: number, target: string, stretch: string, note: string): Row => ({
  work,
  value,
  target: `≤ ${target}`,
  stretch: `≤ ${stretch}`,
  unit: "ratio",
  contenders: [],
  note,
});
