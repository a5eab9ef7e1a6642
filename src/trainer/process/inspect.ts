/** The role `inspect`: tells the editor what a config's data holds. Answers are kept until a file of the data changes. */
import { stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { configSchema } from "../../config/schema";
import { type DataConfig, dataSchema } from "../../config/schema/data";
import { resolveConfig } from "../../config/schema/resolve";
import type { Examples } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import { readArrayHeads } from "../../data/arrayHeads";
import type { Dataset } from "../../data/dataset";
import { loadData } from "../../data/load";
import { summarize } from "../../data/summary";
import { readTableHead } from "../../data/tableHead";
import type { DataSummary, ParsedParams, RequestResult } from "../../protocol/requests";
import { epochTime, type TimedData } from "../check/epochTime";
import { Remembered } from "../experiment/promiseCache";

/** Answers that are kept: a window has seldom more configs open. */
const kept = 16;
/** Larger data would take the machine's memory while somebody types. */
const mostBytes = 512 * 2 ** 20;
const sampled = 6;
/** Inputs of a sample; more are no picture that a hover shows. */
const mostInputs = 128 * 128;
/** Of the training examples so many are kept to time a network with, or so many of their values. */
const [headRows, headValues] = [512, 100_000];

interface Known extends TimedData {
  summary: DataSummary;
}

export class Inspector {
  private readonly data = new Remembered<Known>(kept);
  private readonly columnsOf = new Remembered<RequestResult<"columns">>(kept);
  private readonly arraysOf = new Remembered<RequestResult<"arrays">>(kept);
  private readonly times = new Remembered<RequestResult<"epochTime">>(kept);

  /** Throws NetworkError, as training would. */
  async summarizeData(written: unknown, baseDir: string): Promise<DataSummary> {
    const { known } = await this.read(written, baseDir);
    return (await known).summary;
  }

  async columns({ baseDir, path, ...form }: ParsedParams<"columns">): Promise<RequestResult<"columns">> {
    const key = JSON.stringify([await lookAt(path, baseDir), form]);
    return this.columnsOf.of(key, () => readTableHead({ name: path, key: "data.path" }, baseDir, form));
  }

  async arrays({ baseDir, path }: ParsedParams<"arrays">): Promise<RequestResult<"arrays">> {
    return this.arraysOf.of(JSON.stringify(await lookAt(path, baseDir)), () => readArrayHeads(path, baseDir));
  }

  async epochTime({ baseDir, config: written }: ParsedParams<"epochTime">): Promise<RequestResult<"epochTime">> {
    const parsed = configSchema.safeParse(written);
    if (!parsed.success) throw new NetworkError("config", "bad-config", "the config has errors; mend them first");
    const config = resolveConfig(parsed.data, 1);
    const { key, known } = await this.read(config.data, baseDir);
    const { layers, cost, training, backend, threads } = config;
    const { batchSize, optimizer, trainAccuracy } = training;
    const work = JSON.stringify([key, layers, cost, batchSize, optimizer.type, trainAccuracy, backend, threads]);
    return this.times.of(work, async () => epochTime(config, await known));
  }

  private async read(written: unknown, baseDir: string): Promise<{ key: string; known: Promise<Known> }> {
    const parsed = dataSchema.safeParse(written);
    if (!parsed.success) throw new NetworkError("config", "bad-data", "data: has errors of its own; mend them first");
    const data = parsed.data;
    const files = await Promise.all(pathsOf(data).map((path) => lookAt(path, baseDir)));
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    if (bytes > mostBytes) {
      const megabytes = Math.round(bytes / 2 ** 20);
      throw new NetworkError(
        "data",
        "data-large",
        `${megabytes} MB are not read while you edit; use: matrix-network check`,
      );
    }
    const key = JSON.stringify([baseDir, data, files]);
    return { key, known: this.data.of(key, () => read(data, baseDir)) };
  }
}

async function read(data: DataConfig, baseDir: string): Promise<Known> {
  const dataset = await loadData(data, { baseDir, seed: 0 });
  const { values, targets, inputs, count } = dataset.train;
  const samples = Array.from({ length: inputs > mostInputs ? 0 : Math.min(sampled, count) }, (_, i) => ({
    ...(targets instanceof Int32Array && { label: targets[i] }),
    values: Float32Array.from(values.subarray(i * inputs, (i + 1) * inputs)),
  }));
  const summary = { task: dataset.task, ...summarize(dataset), samples };
  return { summary, head: headOf(dataset), examples: summary.examples };
}

/** The first examples, so copied that the others can be forgotten. */
function headOf({ train }: Dataset): Examples {
  const { inputs, outputs, values, targets } = train;
  const count = Math.min(train.count, Math.max(headRows, Math.ceil(headValues / inputs)));
  const perExample = targets instanceof Int32Array ? 1 : outputs;
  return { ...train, count, values: values.slice(0, count * inputs), targets: targets.slice(0, count * perExample) };
}

/** Every file or folder that the data names. */
function pathsOf(data: DataConfig): string[] {
  const named = data as Partial<Record<string, unknown>>;
  const keys = ["trainImages", "trainLabels", "testImages", "testLabels", "path", "testPath"];
  return keys.map((key) => named[key]).filter((path) => typeof path === "string");
}

/** The state of a file. One that is not there is nothing: reading it will say so. */
async function lookAt(name: string, baseDir: string): Promise<{ path: string; size: number; time: number }> {
  const path = isAbsolute(name) ? name : join(baseDir, name);
  const found = await stat(path).catch(() => undefined);
  return { path, size: found?.size ?? 0, time: found?.mtimeMs ?? 0 };
}
