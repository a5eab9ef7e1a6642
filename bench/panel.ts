/**
 * The cost of an open panel: a training from the command line, with and without a client on its control socket that
 * follows the events and asks for the heatmap, as often as the page does.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { attach } from "../src/control/attach";
import type { Event } from "../src/protocol/events";
import { median } from "./contender";
import { configOf } from "./ours";
import type { Row } from "./row";
import type { Work } from "./work";

const cli = resolve(__dirname, "../dist/cli.js");
/** Pause between two pictures, as in webview/weights. */
const pauseMilliseconds = 200;
/** Enough epochs for the compiler to optimize both. */
const epochs = 21;
/** The heatmap of a side column: pictures of 28 units. */
const heatmap = { layer: 0, what: "weights", rows: 28, columns: 784, pictures: true, first: 0 } as const;

interface Training {
  /** Seconds from the end of the first epoch to that of the last. */
  readonly seconds: number;
  /** Processor time of the whole process in seconds. */
  readonly processorSeconds: number;
  /** Events and pictures that the client got in those seconds, and their size as JSON. */
  readonly received: { readonly events: number; readonly pictures: number; readonly bytes: number };
}

/** Returns the shares of time that the panel costs, from medians of `rounds` in turns. */
export async function panelCost(work: Work, rounds: number): Promise<Row[]> {
  const open: Training[] = [];
  const closed: Training[] = [];
  for (let round = 0; round < rounds; round++) {
    // Each is first in every second round.
    for (const watched of round % 2 === 0 ? [false, true] : [true, false]) {
      (watched ? open : closed).push(await train(work, watched));
    }
  }
  const loss = (of: "seconds" | "processorSeconds") =>
    100 * (median(open.map((each) => each[of])) / median(closed.map((each) => each[of])) - 1);
  const perSecond = (of: keyof Training["received"]) =>
    median(open.map(({ received, seconds }) => received[of] / seconds));
  const [events, pictures, bytes] = [perSecond("events"), perSecond("pictures"), perSecond("bytes")];
  const sent = `${events.toFixed(0)} events and ${pictures.toFixed(1)} pictures a second, ${(bytes / 1000).toFixed(0)} kB`;
  const common = {
    target: "≤ 3%",
    stretch: "≤ 1%",
    unit: "%",
    contenders: [],
    note: `${rounds} rounds; ${sent}`,
  } as const;
  return [
    { ...common, work: "loss of speed with the panel open", value: loss("seconds") },
    { ...common, work: "processor time that the panel adds to training", value: loss("processorSeconds") },
  ];
}

async function train(work: Work, watched: boolean): Promise<Training> {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-bench-"));
  const [file, spent] = [join(folder, "bench.network.json"), join(folder, "spent")];
  writeFileSync(file, JSON.stringify(configOf(work)));
  const hook = `--require=${join(__dirname, "processorSeconds.cjs")}`;
  const child = spawn(process.execPath, [hook, cli, "train", file, "--epochs", String(epochs), "--json"], {
    env: { ...process.env, MATRIX_NETWORK_BENCH_CPU: spent },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const ends: number[] = [];
  const received = { events: 0, pictures: 0, bytes: 0 };
  let watching: Promise<void> | undefined;
  let run = "";
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line) as Event;
      if (event.type === "started") run = event.run;
      if (event.type !== "epoch") continue;
      ends.push(performance.now());
      if (watched) watching ??= watch(run, received);
    }
    const code = await ended;
    if (code !== 0) throw new Error(`the training ended with ${code}`);
    await watching;
    const processorSeconds = Number(readFileSync(spent, "utf8").trim().split("\n").at(-1)) / 1e6;
    return { seconds: (ends[ends.length - 1] - ends[0]) / 1000, processorSeconds, received };
  } finally {
    child.kill();
    rmSync(folder, { recursive: true });
  }
}

/** Follows the training and asks for the heatmap until the connection ends. */
async function watch(run: string, received: { events: number; pictures: number; bytes: number }): Promise<void> {
  const connection = await attach(run, {
    onHistory: () => {},
    onEvent: (event) => {
      received.events++;
      received.bytes += JSON.stringify(event).length;
    },
  });
  let isOver = false;
  void connection.closed.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const picture = await connection.channel.request("weights", heatmap).catch(() => undefined);
    if (picture) {
      received.pictures++;
      received.bytes += picture.values.byteLength;
    }
    await sleep(pauseMilliseconds);
  }
}
