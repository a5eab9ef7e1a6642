/** A temporary folder for each test's files, and configs that name them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DataConfig, dataSchema } from "../../src/config/schema/data";
import type { Dataset } from "../../src/data/dataset";
import { loadData } from "../../src/data/load";
import type { Reading } from "../../src/data/reading";
import { writeIdx } from "../formats/idxFile";

export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "matrix-network-"));

  write(files: Record<string, Uint8Array>): void {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(this.path, name), bytes);
  }

  /** Loads an IDX data set of images.idx and labels.idx. @param more is added to the config */
  load(more: object = {}, reading?: Reading): Promise<Dataset> {
    return loadData(idxConfig(more), { baseDir: this.path, seed: 1, reading });
  }

  /** Loads the CSV table table.csv with the label k. @param more is added to the config @param goal of the network */
  loadTable(more: object = {}, goal: Pick<Parameters<typeof loadData>[1], "cost" | "activation"> = {}) {
    const data = dataSchema.parse({ format: "csv", path: "table.csv", label: "k", ...more });
    return loadData(data, { baseDir: this.path, seed: 1, ...goal });
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

const idxConfig = (more: object = {}): DataConfig =>
  dataSchema.parse({ format: "idx", trainImages: "images.idx", trainLabels: "labels.idx", ...more });

/** Returns `count` pictures of 2 × 2 bytes, counting up from 0; the labels are 0, 1, 2, 0, … */
export const pictures = (count: number): Buffer =>
  writeIdx(
    "u1",
    [count, 2, 2],
    Array.from({ length: count * 4 }, (_, i) => i % 256),
  );

export const labels = (count: number, classes = 3): Buffer =>
  writeIdx(
    "u1",
    [count],
    Array.from({ length: count }, (_, i) => i % classes),
  );
