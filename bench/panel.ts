/** The cost of an open panel: a run with and without requests for the heatmap, as frequent as the page's. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Session } from "../src/trainer/session/session";
import { median } from "./contender";
import { configOf } from "./ours";
import type { Work } from "./work";

/** Pause between two pictures, as in src/extension/panel. */
const pauseMilliseconds = 200;
/** Enough epochs for the compiler to optimize both. */
const epochs = 20;

/** Returns the share of time that the panel costs, from medians of `rounds` in turns. */
export async function panelCost(work: Work, rounds: number): Promise<number> {
  const seconds: { open: number[]; closed: number[] } = { open: [], closed: [] };
  for (let round = 0; round < rounds; round++) {
    seconds.closed.push(await train(work, false));
    seconds.open.push(await train(work, true));
  }
  return median(seconds.open) / median(seconds.closed) - 1;
}

/** Returns the seconds from the end of the first epoch to that of the last. */
async function train(work: Work, watched: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-bench-"));
  const file = join(folder, "bench.network.json");
  writeFileSync(file, JSON.stringify(configOf(work)));
  const session = new Session({ train: file, epochs: epochs + 1 });
  const ends: number[] = [];
  let done = false;
  session.onEvent((event) => {
    if (event.type === "epoch") ends.push(performance.now());
    if (event.type === "epoch" && event.epoch === 1 && watched) void watch();
  });
  const watch = async () => {
    while (!done) {
      const wanted = { layer: 0, what: "weights", rows: 128, columns: 128, pictures: true, first: 0 } as const;
      await session.weights(wanted).catch(() => {});
      await new Promise((next) => setTimeout(next, pauseMilliseconds).unref());
    }
  };
  try {
    await session.run();
  } finally {
    done = true;
    rmSync(folder, { recursive: true });
  }
  return (ends[ends.length - 1] - ends[0]) / 1000;
}
