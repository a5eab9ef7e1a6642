/** Reads the four (or two) files of an IDX dataset and checks that they match. */

import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import { type IdxArray, parseIdx } from "../formats/idx";
import { shiftedColumns, shiftsIn } from "./arrayShifts";
import { channelsLast } from "./channels";
import type { Contents, SourceFile } from "./files";
import { inputValues } from "./inputValues";
import { areBits, columnsOf, fromZero, nameClasses, numberingOf, oneHot, readLabels } from "./labels";
import { naming } from "./naming";
import { newReading } from "./reading";
import type { Source, Table } from "./source";

type IdxConfig = Extract<DataConfig, { format: "idx" }>;
type Names = Pick<IdxConfig, "trainImages" | "trainLabels" | "testImages" | "testLabels">;
type Options = Pick<IdxConfig, "classNames" | "labelsStartAt" | "channels">;

type Read = (file: SourceFile) => Promise<Contents>;

/** @param read returns the contents of a file after gunzip */
export async function readIdx(names: Names, options: Options, read: Read, { rules } = newReading): Promise<Source> {
  const { classNames } = options;
  const { trainImages, trainLabels, testImages, testLabels } = names;
  if ((testImages === undefined) !== (testLabels === undefined)) {
    const missing = testImages === undefined ? "testImages" : "testLabels";
    throw new NetworkError("idx-test-pair", { missing });
  }
  const keys = (["trainImages", "trainLabels", "testImages", "testLabels"] as const).filter((key) => names[key]);
  const files = await allInOrder(
    keys.map((key) => readArray({ name: names[key] as string, key: `data.${key}` }, read)),
  );
  const [trainPictures, labels, testPictures, moreLabels] = files;
  const order = { channels: options.channels, rules };
  const images = { ...trainPictures, array: channelsLast(trainPictures.array, order) };
  const moreImages = testPictures && { ...testPictures, array: channelsLast(testPictures.array, order) };
  const shape = images.array.shape.slice(1);
  const known = columnsOf(labels.array) > 1 ? oneHot(labels.array) : undefined;
  if (!known && areBits(labels.array)) throw new NetworkError("labels-shape/multi-label", { file: trainLabels });
  const numbering = known ? fromZero : numberingOf(labels.array, options, rules);
  const trainClasses = known ?? readLabels(labels.array, trainLabels, numbering, classNames?.length);
  const inputs = shape.reduce((product, size) => product * size, 1);
  const shifts = rules === 1 || shape.length !== 1 ? undefined : shiftsIn(images.array.data, inputs);
  const train = join(trainImages, images.array, trainLabels, trainClasses, shifts);
  const classes = nameClasses(trainClasses, trainLabels, classNames, numbering);
  let test: Table | undefined;
  if (moreImages && testImages && testLabels) {
    const testShape = moreImages.array.shape.slice(1);
    if (testShape.join() !== shape.join()) {
      const found = { test: testImages, shape: testShape };
      throw new NetworkError("test-shape/examples", { ...found, train: trainImages, trainShape: shape });
    }
    const testClasses =
      (known && oneHot(moreLabels.array)) ?? readLabels(moreLabels.array, testLabels, numbering, classes.length);
    test = join(testImages, moreImages.array, testLabels, testClasses, shifts);
    makeAlike(train, test);
  }
  return {
    name: trainImages,
    inputs,
    train,
    test,
    classNames: classes,
    ...(shifts && { columns: shiftedColumns(shifts) }),
    imageShape: shape.length === 2 || shape.length === 3 ? shape : undefined,
    sha256: Object.fromEntries(files.map((file) => [file.name, file.sha256])),
  };
}

/** Waits for all promises. If several reject, it throws the first in order, so that the error is deterministic. */
async function allInOrder<T>(promises: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

async function readArray(file: SourceFile, read: Read) {
  const { bytes, sha256 } = await read(file);
  return naming(file.name, () => ({ name: file.name, array: parseIdx(bytes), sha256 }));
}

function join(
  imagesName: string,
  images: IdxArray,
  labelsName: string,
  labels: Int32Array,
  shifts: readonly number[] | undefined,
): Table {
  const [count] = images.shape;
  if (images.data.length === 0) throw new NetworkError("no-examples/file", { file: imagesName });
  if (count !== labels.length) {
    const labelsThere = { labelsName, labels: labels.length };
    throw new NetworkError("label-count", { ...labelsThere, inputsName: imagesName, examples: count });
  }
  return { count, values: inputValues(images.data, imagesName, images.data.length / count, shifts), labels };
}

/** Converts both tables to float32 if only one holds bytes, so that both are scaled alike. */
function makeAlike(train: Table, test: Table): void {
  if (train.values instanceof Uint8Array === test.values instanceof Uint8Array) return;
  train.values = Float32Array.from(train.values);
  test.values = Float32Array.from(test.values);
}
