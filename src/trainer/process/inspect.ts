/**
 * The role `inspect`: answers the editor's questions about a config's data. Answers are cached until a file of the data
 * changes.
 */
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { filesRead } from "../../config/check/rules/paths";
import { configSchema } from "../../config/schema";
import { absolutePath, pathsIn } from "../../config/schema/configPaths";
import { type DataConfig, dataSchema } from "../../config/schema/data";
import { resolveConfig } from "../../config/schema/resolve";
import type { Examples } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import { readArrayHeads } from "../../data/arrayHeads";
import type { Dataset } from "../../data/dataset";
import { loadData } from "../../data/load";
import type { Goal, Progress } from "../../data/source";
import { summarize } from "../../data/summary";
import { formSentence } from "../../data/table/describeForm";
import { readTableHead } from "../../data/tableHead";
import { resolvedPath } from "../../data/variablePaths";
import { messageFields } from "../../messages/said";
import type { DataSummary, ParsedParams, RequestResult } from "../../protocol/requests";
import { asProblem } from "../check/allFindings";
import { epochTime, type TimedData } from "../check/epochTime";
import { checkStartWeights, type StartCheck } from "../check/startFacts";
import { loadExperimentData, targetFacts } from "../experiment/prepare";
import { PromiseCache } from "../experiment/promiseCache";

/** Capacity of each cache, in entries: a window seldom has more configs open. */
const capacity = 16;
/** Maximum size of the data's files in bytes: larger data would take too much memory while the user types. */
const maxBytes = 512 * 2 ** 20;
const sampleCount = 6;
/** Maximum number of inputs of a sample: hovers show no larger picture. */
const maxSampleInputs = 128 * 128;
/** Minimum number of training examples, or of their values, that are copied to time an epoch. */
const [headRows, headValues] = [512, 100_000];

interface LoadedData extends TimedData {
  summary: DataSummary;
}

export class DataInspector {
  private readonly dataCache = new PromiseCache<LoadedData>(capacity);
  private readonly beingRead = new Map<string, RequestResult<"reading">>();
  private readonly columnCache = new PromiseCache<RequestResult<"columns">>(capacity);
  private readonly arrayCache = new PromiseCache<RequestResult<"arrays">>(capacity);
  private readonly startCache = new PromiseCache<StartCheck>(capacity);
  private readonly timeCache = new PromiseCache<RequestResult<"epochTime">>(capacity);

  /** Throws the NetworkError that training would throw. */
  async summarizeData(written: unknown, baseDir: string, goal: Goal = {}): Promise<DataSummary> {
    const { loaded } = await this.read(written, baseDir, goal);
    return (await loaded).summary;
  }

  /** Returns the progress of reading the data; empty if it is not being read. */
  async reading(written: unknown, baseDir: string, goal: Goal = {}): Promise<RequestResult<"reading">> {
    const parsed = dataSchema.safeParse(written);
    return (parsed.success && this.beingRead.get((await keyOf(parsed.data, baseDir, goal)).key)) || {};
  }

  async columns({ baseDir, path, ...form }: ParsedParams<"columns">): Promise<RequestResult<"columns">> {
    const name = resolvedPath(path, "data.path", baseDir);
    const key = JSON.stringify([await fileState(resolve(baseDir, name)), form]);
    return this.columnCache.of(key, () => readTableHead({ name, key: "data.path" }, baseDir, form));
  }

  async arrays({ baseDir, path }: ParsedParams<"arrays">): Promise<RequestResult<"arrays">> {
    const name = resolvedPath(path, "data.path", baseDir);
    const state = JSON.stringify(await fileState(resolve(baseDir, name)));
    return this.arrayCache.of(state, () => readArrayHeads(name, baseDir));
  }

  async epochTime({ baseDir, config: written }: ParsedParams<"epochTime">): Promise<RequestResult<"epochTime">> {
    const parsed = configSchema.safeParse(written);
    if (!parsed.success) throw new NetworkError("bad-config", {});
    const config = resolveConfig(parsed.data, 1);
    const { activation } = config.layers[config.layers.length - 1];
    const { key, loaded } = await this.read(config.data, baseDir, { cost: config.cost, activation });
    const { layers, cost, training, backend, threads } = config;
    const { batchSize, optimizer, trainAccuracy } = training;
    const work = JSON.stringify([key, layers, cost, batchSize, optimizer.type, trainAccuracy, backend, threads]);
    return this.timeCache.of(work, async () => epochTime(config, await loaded));
  }

  async startFacts({ file, config: written }: ParsedParams<"startFacts">): Promise<StartCheck> {
    const parsed = configSchema.safeParse(written);
    if (!parsed.success) throw new NetworkError("bad-config", {});
    const config = resolveConfig(parsed.data, 0);
    const { data, layers, cost, training } = config;
    const { start } = training;
    if (!start || "run" in start) return {};
    const states = await filesOf(filesRead(config, dirname(file)));
    const key = JSON.stringify([file, data, layers, cost, start, states]);
    return this.startCache.of(key, async () => {
      const dataset = await loadExperimentData(config, file).catch(() => undefined);
      return dataset ? checkStartWeights({ file, config, dataset }, asProblem) : {};
    });
  }

  private async read(
    written: unknown,
    baseDir: string,
    goal: Goal,
  ): Promise<{ key: string; loaded: Promise<LoadedData> }> {
    const parsed = dataSchema.safeParse(written);
    if (!parsed.success) throw new NetworkError("bad-data", {});
    const { data } = parsed;
    const { key, bytes } = await keyOf(data, baseDir, goal);
    return { key, loaded: this.dataCache.of(key, () => this.follow(key, bytes, data, baseDir, goal)) };
  }

  private async follow(key: string, bytes: number, data: DataConfig, baseDir: string, goal: Goal): Promise<LoadedData> {
    const progress: RequestResult<"reading"> = { bytes };
    this.beingRead.set(key, progress);
    try {
      return await read(data, { baseDir, progress, ...goal });
    } finally {
      this.beingRead.delete(key);
    }
  }
}

/** Returns a cache key of the data and the size of its files in bytes. Throws a NetworkError if they are too large. */
async function keyOf(data: DataConfig, baseDir: string, { cost, activation }: Goal) {
  const files = await filesOf(pathsIn(data).map(({ path }) => absolutePath(path, baseDir)));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { key: JSON.stringify([baseDir, data, { cost, activation }, files]), bytes };
}

async function read(data: DataConfig, options: Goal & { baseDir: string; progress: Progress }): Promise<LoadedData> {
  const dataset = await loadData(data, { seed: 0, ...options });
  const { values, targets, inputs, count } = dataset.train;
  const samples = Array.from({ length: inputs > maxSampleInputs ? 0 : Math.min(sampleCount, count) }, (_, i) => ({
    ...(targets instanceof Int32Array && { label: targets[i] }),
    values: Float32Array.from(values.subarray(i * inputs, (i + 1) * inputs)),
  }));
  const { task, findings: columns } = dataset;
  const named = dataset.targets && { targets: dataset.targets.map(({ name }) => name) };
  const form = dataset.tables?.[0] && messageFields(formSentence(dataset.tables[0].form));
  const more = { ...(columns && { columns }), ...(form && { form }) };
  const summary = { task, ...named, ...targetFacts(dataset), ...summarize(dataset), ...more, samples };
  return { summary, head: headOf(dataset), examples: summary.examples };
}

/** Copies the first examples, so that the memory of the others can be freed. */
function headOf({ train }: Dataset): Examples {
  const { inputs, outputs, values, targets } = train;
  const count = Math.min(train.count, Math.max(headRows, Math.ceil(headValues / inputs)));
  const perExample = targets instanceof Int32Array ? 1 : outputs;
  return { ...train, count, values: values.slice(0, count * inputs), targets: targets.slice(0, count * perExample) };
}

/** Returns the state of every file. Throws a NetworkError if they exceed `maxBytes` together. */
async function filesOf(paths: string[]) {
  const files = await Promise.all(paths.map(fileState));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= maxBytes) return files;
  throw new NetworkError("data-large", { megabytes: Math.round(bytes / 2 ** 20) });
}

/** Returns size in bytes and modification time; both 0 if the file is missing: reading it reports the error. */
async function fileState(path: string): Promise<{ path: string; size: number; time: number }> {
  const found = await stat(path).catch(() => undefined);
  return { path, size: found?.size ?? 0, time: found?.mtimeMs ?? 0 };
}
