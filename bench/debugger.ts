/**
 * The cost of the debugger: a training with a breakpoint whose condition never holds, and the same training without a
 * debugger, in turns on one thread; and steps back, from the request to the stop. Excludes starting processes and
 * reading data. Also measures CPU time, which other load on the machine affects less.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Move, Stop } from "../src/debugger/program";
import { TrainingProgram } from "../src/debugger/training/program";
import { Session } from "../src/trainer/session/session";
import { median } from "./contender";
import { configOf } from "./ours";
import type { Row } from "./row";
import type { Work } from "./work";

const epochs = 4;

/** Conditions that never hold, so that every minibatch is evaluated. */
const conditions = [
  { name: "no breakpoint", text: undefined, target: "1.05", stretch: "1.02" },
  { name: "the cost", text: "cost > 1e9", target: "1.1", stretch: "1.05" },
  { name: "the epoch", text: "epoch > 1e9", target: "1.1", stretch: "1.05" },
  { name: "z", text: "max(z1) > 1e9", target: "1.3", stretch: "1.1" },
  { name: "s", text: "max(s1) > 1e9", target: "1.3", stretch: "1.1" },
  { name: "delta", text: "max(abs(delta1)) > 1e9", target: "1.3", stretch: "1.1" },
  { name: "W", text: "norm(W1) > 1e9", target: "1.5", stretch: "1.2" },
  { name: "GW", text: "norm(GW1) > 1e9", target: "2.5", stretch: "2" },
] as const;

interface Taken {
  /** Milliseconds. */
  readonly wall: number;
  readonly cpu: number;
}

export async function debuggerCost(work: Work, rounds: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-bench-"));
  try {
    const file = join(folder, "debugged.network.json");
    const config = configOf(work);
    const training = { ...config.training, epochs };
    writeFileSync(file, JSON.stringify({ ...config, training, backend: "wasm", threads: 1 }, undefined, 2));
    const alone: Taken[] = [];
    const debugged = conditions.map((): Taken[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, { text }] of conditions.entries()) {
        // Each is paired with a plain training, which meets the same load on the machine.
        alone.push(await trainAlone(file));
        debugged[i].push(await trainDebugged(file, text));
      }
    }
    const rows = conditions.map(({ name, target, stretch }, i) => {
      const beside = (each: (taken: Taken) => number) =>
        median(debugged[i].map((taken, round) => each(taken) / each(alone[round * conditions.length + i])));
      const note = `by CPU time ${beside(({ cpu }) => cpu).toFixed(2)}; alone ${(median(alone.map(({ wall }) => wall)) / 1000).toFixed(2)} s for ${epochs} epochs`;
      return row(
        `training in the debugger, ${name}`,
        beside(({ wall }) => wall),
        target,
        stretch,
        note,
        "ratio",
      );
    });
    return [...rows, ...(await stepsBack(file, rounds))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Measures a training from its first minibatch to its end. */
async function trainAlone(file: string): Promise<Taken> {
  const session = new Session({ train: file });
  let take: (() => Taken) | undefined;
  session.onEvent((event) => {
    if (event.type === "started") take = stopwatch();
  });
  await session.run();
  if (!take) throw new TypeError("it has not started");
  return take();
}

async function trainDebugged(file: string, condition: string | undefined): Promise<Taken> {
  const debuggee = await Debuggee.open(file);
  if (condition) debuggee.breakAt("batchSize", condition);
  const take = stopwatch();
  const over = debuggee.over();
  debuggee.program.start();
  await over;
  return take();
}

/** Measures steps back over an operation, and over an epoch, to the breakpoint at its start. */
async function stepsBack(file: string, rounds: number): Promise<Row[]> {
  const debuggee = await Debuggee.open(file);
  debuggee.breakAt("batchSize", "epoch == 3 && batch == 250");
  const stopped = debuggee.stopped();
  debuggee.program.start();
  await stopped;
  const over: Taken[] = [];
  for (let i = 0; i < 5; i++) await debuggee.move("next");
  for (let i = 0; i < 5; i++) over.push(await debuggee.move("stepBack"));
  // This one crosses the start of the minibatch.
  over.push(await debuggee.move("stepBack"));
  const epoch: Taken[] = [];
  for (let round = 0; round < rounds; round++) {
    debuggee.breakAt("epochs", "epoch == 3");
    await debuggee.move("reverseContinue");
    debuggee.breakAt("epochs", undefined);
    epoch.push(await debuggee.move("reverseContinue"));
    debuggee.breakAt("batchSize", "epoch == 3 && batch == 250");
    await debuggee.move("continue");
  }
  await debuggee.program.end("stopped");
  const most = (taken: readonly Taken[], each: (taken: Taken) => number) => Math.max(...taken.map(each));
  const note = (taken: readonly Taken[]) =>
    `the longest of ${taken.length}; by CPU time ${most(taken, ({ cpu }) => cpu).toFixed(1)} ms`;
  return [
    row(
      "step back over an operation",
      most(over, ({ wall }) => wall),
      "50",
      "20",
      note(over),
      "ms",
    ),
    row(
      "back over an epoch",
      most(epoch, ({ wall }) => wall),
      "1000",
      "500",
      note(epoch),
      "ms",
    ),
  ];
}

/** A training in the debugger, without the protocol. */
class Debuggee {
  private onStop: (stop: Stop) => void = () => {};
  private onOver: () => void = () => {};

  private constructor(
    readonly program: TrainingProgram,
    private readonly file: string,
  ) {}

  static async open(file: string): Promise<Debuggee> {
    let debuggee: Debuggee | undefined;
    const client = {
      stopped: (stop: Stop) => debuggee?.onStop(stop),
      continued: () => {},
      output: () => {},
      terminated: () => debuggee?.onOver(),
    };
    const launch = { mode: "training", config: file, stopOnEntry: false } as const;
    const program = await TrainingProgram.open(launch, client, new AbortController().signal);
    debuggee = new Debuggee(program, file);
    return debuggee;
  }

  /** Sets the only breakpoint, at a key of the config. */
  breakAt(key: "epochs" | "batchSize", condition: string | undefined): void {
    const line = readFileSync(this.file, "utf8")
      .split("\n")
      .findIndex((text) => text.includes(`"${key}"`));
    const [set] = this.program.setBreakpoints(this.file, [{ line, ...(condition && { condition }) }]);
    if (!set.verified) throw new Error(`${key}: ${set.message}`);
  }

  stopped(): Promise<Stop> {
    return new Promise((resolve) => {
      this.onStop = resolve;
    });
  }

  over(): Promise<void> {
    return new Promise((resolve) => {
      this.onOver = resolve;
    });
  }

  async move(move: Move): Promise<Taken> {
    const take = stopwatch();
    const stopped = this.stopped();
    await this.program.move(move);
    await stopped;
    return take();
  }
}

function stopwatch(): () => Taken {
  const [start, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { wall: performance.now() - start, cpu: (user + system) / 1000 };
  };
}

const row = (
  work: string,
  value: number,
  target: string,
  stretch: string,
  note: string,
  unit: "ratio" | "ms",
): Row => ({
  work,
  value,
  target: `≤ ${target}`,
  stretch: `≤ ${stretch}`,
  unit,
  contenders: [],
  note,
});
