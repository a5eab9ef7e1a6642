/** Seeded runs for the table: settings and figures of many networks, with groups of seeds. */
import { RandomStream } from "../../src/core/random";
import {
  type Cell,
  type PackedColumn,
  packCell,
  type RunColumn,
  type RunsTableHostMessage,
} from "../../src/protocol/runsTable";

const run = (key: string, title: string): RunColumn => ({ key, title, kind: "run" });
const setting = (key: string): RunColumn => ({ key, title: key, kind: "setting" });

export const columns: RunColumn[] = [
  run("network", "Network"),
  run("run", "Run"),
  run("name", "Name"),
  run("pinned", "Pinned"),
  run("tags", "Tags"),
  run("note", "Note"),
  run("state", "State"),
  { ...run("created", "Started"), unit: "time" },
  run("epoch", "Epochs done"),
  { ...run("seconds", "Time"), unit: "seconds" },
  { key: "validationAccuracy", title: "Validation accuracy", kind: "figure", unit: "share", better: 1 },
  { key: "validationCost", title: "Validation cost", kind: "figure", better: -1 },
  { key: "parameters", title: "Parameters", kind: "figure" },
  setting("data.format"),
  setting("layers[0].activation"),
  setting("layers[0].units"),
  setting("cost"),
  setting("training.batchSize"),
  setting("training.optimizer.learningRate"),
  setting("training.optimizer.type"),
  setting("training.schedule.type"),
  setting("training.seed"),
  ...Array.from({ length: 30 }, (_, i) => setting(`training.other.key${i}`)),
];

export interface MadeRun {
  readonly folder: string;
  readonly cells: Readonly<Record<string, Cell>>;
  readonly group: number | null;
}

/** Five seeds of each config; every eleventh run is stopped early. */
export function madeRuns(count: number): MadeRun[] {
  const random = new RandomStream(1, "sample");
  return Array.from({ length: count }, (_, i) => {
    const config = Math.floor(i / 5);
    const at = (k: number) => random.uniform(config * 10 + k);
    const learningRate = Number((10 ** (-3 + 3 * at(1))).toPrecision(3));
    const accuracy = 0.98 - 0.2 * Math.abs(Math.log10(learningRate) + 1) * at(2) - 0.004 * (i % 5);
    const created = new Date(Date.UTC(2026, 10, 24) - i * 60_000);
    const wasStopped = i % 11 === 7;
    return {
      folder: `/project/.matrix-network/mnist/run-${i}`,
      group: wasStopped ? null : config,
      cells: {
        network: i % 2 ? "mnist" : "mnist-wide",
        run: `run-${i}`,
        name: i === 3 ? "the baseline" : undefined,
        pinned: i === 3,
        tags: i % 7 === 0 ? ["paper", "wide"] : undefined,
        note: i % 50 === 0 ? "looks overfitted" : undefined,
        state: wasStopped ? "stopped" : "completed",
        created: created.toISOString(),
        epoch: wasStopped ? 12 : 30,
        seconds: 20 + 100 * at(3),
        validationAccuracy: wasStopped ? undefined : accuracy,
        validationCost: i % 97 === 0 ? Number.NaN : (1 - accuracy) * 3,
        parameters: 79_510,
        "data.format": "builtin",
        "layers[0].activation": ["relu", "tanh", "prelu"][config % 3],
        "layers[0].units": [30, 100, 300][Math.floor(at(4) * 3)],
        cost: "cross-entropy",
        "training.batchSize": [16, 32, 64][Math.floor(at(5) * 3)],
        "training.optimizer.learningRate": learningRate,
        "training.optimizer.type": at(6) > 0.5 ? "adam" : "sgd",
        "training.schedule.type": "constant",
        "training.seed": (i % 5) + 1,
        ...Object.fromEntries(Array.from({ length: 30 }, (_, k) => [`training.other.key${k}`, k < 10 ? at(k) : k])),
      },
    };
  });
}

export const tableOf = (runs: readonly MadeRun[], trusted = true): RunsTableHostMessage => ({
  type: "runs",
  columns,
  folders: runs.map(({ folder }) => folder),
  cells: columns.map(({ key }) => packed(runs.map(({ cells }) => cells[key]))),
  groups: runs.map(({ group }) => group),
  trusted,
});

const packed = (cells: readonly Cell[]): PackedColumn =>
  cells.every((cell) => cell === cells[0]) ? { same: packCell(cells[0]) } : { cells: cells.map(packCell) };
