/** A folder of arrays and IDX files for each test, and the data sets loaded from it. */
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import type { Elements } from "../../src/formats/elements";
import { writeNpz } from "../../src/formats/npz";
import { writeIdx } from "../formats/idxFile";
import { Folder } from "./folder";

type Goal = Partial<Parameters<typeof loadData>[1]>;

/** @param shape if it is left out, the array has one axis */
export const array = (data: Elements, ...shape: number[]) => ({
  shape: shape.length > 0 ? shape : [data.length],
  data,
});

export class ArrayFolder extends Folder {
  loadConfig(config: object, goal: Goal = {}) {
    return loadData(dataSchema.parse(config), { baseDir: this.path, seed: 1, ...goal });
  }

  /** Writes d.npz and loads its arrays x and y. @param more is added to the config */
  npz(arrays: Record<string, { shape: number[]; data: Elements }>, more: object = {}, goal: Goal = {}) {
    this.write({ "d.npz": writeNpz(Object.entries(arrays)) });
    return this.loadConfig({ format: "npz", path: "d.npz", keys: { x: "x", y: "y" }, ...more }, goal);
  }

  /** Loads four examples of one input, 1 to 4, with these labels. */
  fourWith(labels: Uint8Array, more: object = {}, goal: Goal = {}) {
    this.write({ "images.idx": writeIdx("f4", [4, 1], [1, 2, 3, 4]), "labels.idx": labels });
    return this.loadConfig({ format: "idx", trainImages: "images.idx", trainLabels: "labels.idx", ...more }, goal);
  }
}
