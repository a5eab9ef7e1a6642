/** Loads what the config's `data` describes: reads, checks, splits and scales. */
import type { DataConfig } from "../config/schema";
import type { Examples } from "../core/backend";
import type { Dataset } from "./dataset";
import { configError } from "./errors";
import { readSourceFile } from "./files";
import { readIdx } from "./idxSource";
import { readIris } from "./irisSource";
import { weighClasses } from "./labels";
import { readMnist } from "./mnistSource";
import { asFloat32, findScaling } from "./scaling";
import type { Source, Table } from "./source";
import { split } from "./split";

interface LoadOptions {
  /** Where relative paths start: the folder of the config file. */
  baseDir: string;
  /** Of the training; builtin and idx data are split without chance. */
  seed: number;
  /** Where inflated builtin data is kept, in place of the user's cache folder and of MATRIX_NETWORK_CACHE. */
  cacheDir?: string;
}

/** Throws NetworkError: kind "data" for what is wrong with the files, "config" for what this data cannot give. */
export async function loadData(data: DataConfig, options: LoadOptions): Promise<Dataset> {
  if (data.task === "regression") throw notYet('data.task "regression"');
  const source = await readSource(data, options);
  const parts = split(source, withDefaults(data));
  const { inputs, classNames } = source;
  const scaling = findScaling(data.scaling, parts.train, source.name);
  const examples = ({ count, values, labels }: Table): Examples => ({
    count,
    inputs,
    outputs: classNames.length,
    values,
    shift: asFloat32(scaling.shift),
    factor: asFloat32(scaling.factor),
    targets: labels,
  });
  const imageShape = checkImageShape(data.imageShape, source) ?? source.imageShape;
  const classWeights = weighClasses(data.classWeights, parts.train.labels, classNames.length);
  return {
    task: "classification",
    inputs,
    classNames,
    ...(imageShape && { imageShape }),
    train: examples(parts.train),
    ...(parts.validation && { validation: examples(parts.validation) }),
    ...(parts.test && { test: examples(parts.test) }),
    scaling,
    sha256: source.sha256,
    ...(classWeights && { classWeights }),
  };
}

async function readSource(data: DataConfig, { baseDir, cacheDir }: LoadOptions): Promise<Source> {
  switch (data.format) {
    case "builtin":
      return data.name === "mnist" ? readMnist(data.classNames, { cache: cacheDir }) : readIris(data.classNames);
    case "idx":
      return readIdx(data, data.classNames, (file) => readSourceFile(file, baseDir));
    case "csv":
    case "npz":
    case "pickle":
    case "images":
      throw notYet(`data.format "${data.format}"`);
  }
}

function checkImageShape(wanted: DataConfig["imageShape"], { name, inputs }: Source): number[] | undefined {
  if (wanted && wanted.reduce((product: number, size) => product * size, 1) !== inputs) {
    throw configError(
      "image-shape",
      `data.imageShape: [${wanted.join(", ")}] is not the ${inputs} inputs of ${name}; correct it or leave it out`,
    );
  }
  return wanted;
}

const notYet = (what: string) => configError("not-yet", `${what}: not yet; builtin and idx classification is there`);

/** Nielsen's split of MNIST, 50,000/10,000/10,000, unless the config has another. */
const withDefaults = (data: DataConfig): DataConfig =>
  data.format === "builtin" && data.name === "mnist" ? { validation: { examples: 10000 }, ...data } : data;
