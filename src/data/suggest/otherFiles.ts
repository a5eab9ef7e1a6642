/** Proposals for a pickle or an IDX set. */
import { readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { NetworkError } from "../../core/errors";
import { parseIdx } from "../../formats/idx";
import { readPicklePairs } from "../arraySource";
import { readSourceFile } from "../files";
import { columnsOf } from "../labels";
import { kindOfArray } from "./arrays";
import { type Answers, counted, type DataLocation, heldOut, type Suggestion } from "./suggestion";
import { describeTarget, withTask } from "./targetKind";

/** Without a draw, the last examples may be all of one class. */
const drawn = { stratified: true };

export async function suggestPickle({ name, folder }: DataLocation, { task }: Answers): Promise<Suggestion> {
  const { pairs } = await readPicklePairs(name, { name, key: "data.path" }, folder);
  const [{ y }] = pairs;
  const target = withTask(kindOfArray(y.shape, y.data), task);
  const own = pairs.length === 3;
  const sizes = pairs.map(({ x }) => x.shape[0].toLocaleString("en")).join(", ");
  const parts = own ? "for training, validation and testing" : "for training and testing";
  const held = own ? undefined : heldOut(pairs[0].x.shape[0], target.task === "classification" ? drawn : {});
  const isMatrix = target.task === "regression" && target.kind === "quantities" && columnsOf(y) > 1;
  return {
    data: {
      format: "pickle",
      path: name,
      ...(isMatrix && { task: "regression" }),
      ...held?.keys,
    },
    notes: {
      path: [
        ...(held?.notes ?? []),
        `Holds ${counted(pairs.length, "pair")} of arrays, ${sizes} examples ${parts}.`,
        describeTarget("The second array of each pair is the target", undefined, target),
      ],
    },
    task: target.task,
    target,
  };
}

/** Finds the other files of the set beside it, named like MNIST's. */
export async function suggestIdx({ path, name, folder }: DataLocation): Promise<Suggestion> {
  const chosen = basename(path);
  const images = chosen
    .replace(/labels/i, "images")
    .replace("idx1", "idx3")
    .replace(/^t10k|^test/i, "train");
  const beside = await readdir(dirname(path));
  const place = name.slice(0, name.length - chosen.length);
  const has = (file: string) => beside.includes(file);
  const training = has(images) ? images : chosen;
  const found = (file: string) => (file !== training && has(file) ? place + file : undefined);
  const toLabels = (file: string) => file.replace(/images/i, "labels").replace("idx3", "idx1");
  const toTest = (file: string) => file.replace(/^train/i, "t10k");
  const trainLabels = found(toLabels(training));
  if (!trainLabels) {
    throw new NetworkError("idx-labels", { name });
  }
  const [testImages, testLabels] = [found(toTest(training)), found(toLabels(toTest(training)))];
  const test = testImages && testLabels && { testImages, testLabels };
  const labels = await readSourceFile({ name: trainLabels, key: "data.trainLabels" }, folder);
  const { shape, data } = parseIdx(labels.bytes);
  const target = kindOfArray(shape, data);
  const held = heldOut(shape[0], drawn);
  return {
    data: { format: "idx", trainImages: place + training, trainLabels, ...test, ...held.keys },
    notes: {
      trainImages: held.notes,
      trainLabels: [describeTarget("The labels beside the inputs", undefined, target)],
      ...(test && { testImages: ["Found beside the training files."] }),
    },
    // IDX files of images have classes.
    task: "classification",
    target,
  };
}
