/** The role `inspect`: tells the editor what a config's data holds. Answers are kept until a file of the data changes. */
import { stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { type DataConfig, dataSchema } from "../config/schema/data";
import { NetworkError } from "../core/errors";
import { loadData } from "../data/load";
import { summarize } from "../data/summary";
import type { DataSummary } from "../protocol/requests";

/** Answers that are kept: a window has seldom more configs open. */
const kept = 16;
/** Larger data would take the machine's memory while somebody types. */
const mostBytes = 512 * 2 ** 20;
const sampled = 6;
/** Inputs of a sample; more are no picture that a hover shows. */
const mostInputs = 128 * 128;

export class Inspector {
  /** By data and the state of its files; the newest last. A failure is not kept. */
  private readonly answers = new Map<string, Promise<DataSummary>>();

  /** Throws NetworkError, as training would. */
  async summarizeData(written: unknown, baseDir: string): Promise<DataSummary> {
    const parsed = dataSchema.safeParse(written);
    if (!parsed.success) throw new NetworkError("config", "bad-data", "data: has errors of its own; mend them first");
    const data = parsed.data;
    const files = await Promise.all(pathsOf(data).map((path) => lookAt(isAbsolute(path) ? path : join(baseDir, path))));
    const bytes = files.reduce((sum, file) => sum + (file?.size ?? 0), 0);
    if (bytes > mostBytes) {
      const megabytes = Math.round(bytes / 2 ** 20);
      throw new NetworkError(
        "data",
        "data-large",
        `${megabytes} MB are not read while you edit; use: matrix-network check`,
      );
    }
    const key = JSON.stringify([baseDir, data, files]);
    const answer = this.answers.get(key) ?? read(data, baseDir);
    this.keep(key, answer);
    return answer;
  }

  private keep(key: string, answer: Promise<DataSummary>): void {
    this.answers.delete(key);
    this.answers.set(key, answer);
    answer.catch(() => this.answers.delete(key));
    const [oldest] = this.answers.keys();
    if (this.answers.size > kept) this.answers.delete(oldest);
  }
}

async function read(data: DataConfig, baseDir: string): Promise<DataSummary> {
  const dataset = await loadData(data, { baseDir, seed: 0 });
  const { values, targets, inputs, count } = dataset.train;
  const samples = Array.from({ length: inputs > mostInputs ? 0 : Math.min(sampled, count) }, (_, i) => ({
    ...(targets instanceof Int32Array && { label: targets[i] }),
    values: Float32Array.from(values.subarray(i * inputs, (i + 1) * inputs)),
  }));
  return { task: dataset.task, ...summarize(dataset), samples };
}

/** Every file or folder that the data names. */
function pathsOf(data: DataConfig): string[] {
  const named = data as Partial<Record<string, unknown>>;
  const keys = ["trainImages", "trainLabels", "testImages", "testLabels", "path", "testPath"];
  return keys.map((key) => named[key]).filter((path) => typeof path === "string");
}

/** Undefined where it is not there: reading it will say so. */
async function lookAt(path: string): Promise<{ path: string; size: number; time: number } | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && { path, size: found.size, time: found.mtimeMs };
}
