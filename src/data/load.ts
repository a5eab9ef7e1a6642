/** Loads what the config's `data` describes: reads, checks, splits and scales. */

import type { DataConfig } from "../config/schema";
import type { FoldsConfig } from "../config/schema/folds";
import type { Examples } from "../core/backend";
import { NetworkError } from "../core/errors";
import { constantFindings } from "./constants";
import type { Dataset, Target } from "./dataset";
import { readSourceFile } from "./files";
import type { FoldRows } from "./folds/divide";
import { copyTable, FoldParts, type FoldPosition } from "./folds/foldParts";
import { refuseOtherFormat } from "./foundFormat";
import { type InputRanges, inputRanges } from "./inputRanges";
import { readIris } from "./irisSource";
import { weighClasses } from "./labels";
import { fillMissing } from "./missing";
import { examplesOf, unpacked } from "./packedTable";
import { readPlane } from "./planeSource";
import { newReading, type Reading, type ReadingRules } from "./reading";
import { asFloat32, findScaling, findTargetScaling, looksLikePixels } from "./scaling";
import type { Goal, Progress, Source, Table } from "./source";
import { beforeFolds, type Parts, split } from "./split";
import { unseenInFolds } from "./unseen";
import { resolvePaths } from "./variablePaths";

interface LoadOptions extends Goal {
  /** Folder of the config file, which relative paths start from. */
  baseDir: string;
  /** Seed of the training, for all random draws. */
  seed: number;
  /** Reading recorded by a run; without it, the current rules apply. */
  reading?: Reading | undefined;
  /** Whether a text table may come from the cache; "verify-later": the caller waits for the dataset's `verify`. */
  cache?: "verify-now" | "verify-later" | undefined;
  /** Updated while a table is read. */
  progress?: Progress | undefined;
  /** Folder for inflated builtin data, instead of MATRIX_NETWORK_CACHE or the user's cache folder. */
  cacheDir?: string;
}

/**
 * Loads a dataset. Throws a NetworkError: kind "data" for faulty files, "config" for settings that do not fit the data.
 * With folds, returns the fold that the config names; if it names none, the first one, with the test set.
 */
export async function loadData(written: DataConfig, given: LoadOptions): Promise<Dataset> {
  const { data, options } = resolvePaths(written, given);
  const { validation } = data;
  if (!validation || !("folds" in validation)) {
    const source = await openSource(data, options);
    return datasetOf(source, split(source, { ...data, validation }, options.seed), data, options);
  }
  const folded = await loadFolds(data, validation, options);
  const { fold, repeat = 1 } = validation;
  return fold === undefined ? folded.first() : folded.fold({ repeat, fold });
}

/** Data that is read once for all its folds. */
export interface FoldedData {
  /** Returns the training and validation set of a fold, without a test set. */
  fold(place: FoldPosition): Dataset;
  /** Returns the first fold with the test set, for inspection. */
  first(): Dataset;
  /** Returns all examples of the folds as the training set, and the test set. */
  whole(): Dataset;
  /** Returns the row numbers of a fold among all examples that are divided. */
  rowsOf(place: FoldPosition): FoldRows;
}

export async function loadFolds(written: DataConfig, validation: FoldsConfig, given: LoadOptions): Promise<FoldedData> {
  const { data, options } = resolvePaths(written, given);
  const source = await openSource(data, options);
  const { train, test } = split(source, { ...data, validation: beforeFolds(validation) }, options.seed);
  const parts = new FoldParts(train, validation, options.seed);
  const dataset = (found: Parts) => datasetOf(source, found, data, options);
  const tested = () => test && { test: copyTable(test) };
  return {
    fold: (place) => dataset(parts.tablesOf(place)),
    first: () => {
      const first = dataset({ ...parts.tablesOf({ repeat: 1, fold: 1 }), ...tested() });
      const unseen = unseenInFolds(first, parts.validationTargets());
      return { ...first, fold: { number: 1, of: validation.folds, ...(unseen && { unseen }) } };
    },
    whole: () => dataset({ train: copyTable(train), ...tested() }),
    rowsOf: (place) => parts.rowsOf(place),
  };
}

async function openSource(data: DataConfig, options: LoadOptions): Promise<Source> {
  // Runs of version 0.1.0 read their file in the config's format, whatever it holds.
  if ((options.reading ?? newReading).rules > 1) await refuseOtherFormat(data, options.baseDir);
  return readSource(data, options);
}

/** Fills in missing values and scales the parts, in place. */
function datasetOf(source: Source, parts: Parts, data: DataConfig, options: LoadOptions): Dataset {
  const { inputs, classNames, inputNames } = source;
  const isPicture = bytesArePixels(source, data, (options.reading ?? newReading).rules);
  const { train, validation, test, columns } = filled(source, parts);
  const others = [validation, test].filter((table) => table !== undefined);
  let ranges: InputRanges | undefined;
  const rangesOf = () => {
    ranges ??= inputRanges(train);
    return ranges;
  };
  const scaling = findScaling(data.scaling, train, source.name, { ...source, isPicture, ranges: rangesOf });
  const targets = source.targetNames && scaleTargets(source.targetNames, [train, ...others], data, options, source);
  const outputs = classNames?.length ?? targets?.length ?? 0;
  const examples = (table: Table): Examples => {
    const { count, labels } = table;
    const [shift, factor] = [asFloat32(scaling.shift), asFloat32(scaling.factor)];
    return examplesOf(table, { count, inputs, outputs, shift, factor, targets: labels }, source.name);
  };
  const imageShape = checkImageShape(data.imageShape, source) ?? source.imageShape;
  if (source.isMultiLabel && data.classWeights !== undefined) throw new NetworkError("class-weights/multi-label", {});
  const classWeights = weighClasses(data.classWeights, train.labels, classNames?.length);
  const about = {
    inputs,
    columns,
    inputNames,
    isPicture: imageShape !== undefined || scaling.kind === "unit",
    targets,
    ranges: ranges ?? (train.packed && inputRanges(train)),
  };
  // Targets that are constant only by rounding are reported by their own finding.
  const rounded = new Set(
    source.findings?.flatMap(({ kind, column }) => (kind === "targets-together" ? [column] : [])),
  );
  const constant = constantFindings(train, about).filter(
    ({ kind, column }) => kind !== "constant-target" || !rounded.has(column),
  );
  const findings = [...(source.findings ?? []), ...constant];
  return {
    task: classNames ? "classification" : source.isMultiLabel ? "multi-label" : "regression",
    inputs,
    ...(classNames && { classNames }),
    ...(targets && { targets }),
    ...(columns && { columns }),
    ...(inputNames && { inputNames }),
    ...(imageShape && { imageShape }),
    ...(source.pictureSizes && { pictureSizes: source.pictureSizes }),
    train: examples(train),
    ...(validation && { validation: examples(validation) }),
    ...(test && { test: examples(test) }),
    scaling,
    ...(ranges && { ranges }),
    sha256: source.sha256,
    reading: { ...(options.reading ?? newReading), ...(source.form && { form: source.form }) },
    ...(source.verify && { verify: source.verify }),
    ...(source.tables && { tables: source.tables }),
    ...(source.leftOut && { leftOut: source.leftOut }),
    ...(findings.length > 0 && { findings }),
    ...(classWeights && { classWeights }),
  };
}

/** Returns the parts without missing values, and the columns with what was filled in. */
function filled({ columns, isComplete, name }: Source, parts: Parts): Parts & Pick<Dataset, "columns"> {
  const whole = ({ train, validation, test }: Parts): Parts => ({
    train: unpacked(train, name),
    validation: validation && unpacked(validation, name),
    test: test && unpacked(test, name),
  });
  const listOf = ({ validation, test }: Parts) => [validation, test].filter((table) => table !== undefined);
  if (!columns || isComplete) return { ...parts, ...(columns && { columns }) };
  // Parts that are filled together are packed alike.
  const arePacked = [parts.train, ...listOf(parts)].every(({ packed }) => packed);
  const same = arePacked ? parts : whole(parts);
  const found = fillMissing(columns, same.train, listOf(same));
  return { ...same, columns: found };
}

/** Returns true if bytes are pixels, which version 0.1.0 assumed of every array. */
function bytesArePixels(source: Source, { imageShape }: DataConfig, rules: ReadingRules): boolean {
  const { isPicture, inputs, train } = source;
  const isCsv = source.columns !== undefined;
  if (isCsv || (rules > 1 && isPicture !== undefined)) return isPicture ?? true;
  return rules === 1 || (imageShape ?? source.imageShape) !== undefined || looksLikePixels(train.values, inputs);
}

/** Reads it with the reader of its format, which is loaded only now. */
async function readSource(data: DataConfig, options: LoadOptions): Promise<Source> {
  const { baseDir, cacheDir } = options;
  const hasClasses = data.format === "builtin" || data.format === "idx" || data.format === "images";
  if (hasClasses && data.task !== undefined && data.task !== "classification") {
    throw new NetworkError("task-data", { format: data.format });
  }
  if (data.labelsStartAt !== undefined && (data.format === "builtin" || data.format === "images")) {
    throw new NetworkError("labels-start", { format: data.format });
  }
  switch (data.format) {
    case "builtin":
      if (data.name === "mnist") {
        return (await import("./mnistSource")).readMnist(data.classNames, { cache: cacheDir });
      }
      return data.name === "iris" ? readIris(data.classNames) : readPlane(data.name, data.classNames, options.seed);
    case "idx": {
      const { readIdx } = await import("./idxSource");
      return readIdx(data, data, (file) => readSourceFile(file, baseDir, options.reading), options.reading);
    }
    case "csv":
    case "excel":
    case "parquet":
    case "jsonl":
    case "arff":
    case "svmlight": {
      const { readTableSource } = await import("./csvSource");
      const read = () => readTableSource(data, baseDir, options);
      if (data.format !== "csv" || !options.cache) return read();
      const verifiesLater = options.cache === "verify-later";
      return (await import("./cache/columnCache")).cachedTable(data, { ...options, verifiesLater }, read);
    }
    case "npz":
    case "matlab":
    case "hdf5":
    case "octave":
      return (await import("./arraySource")).readArraysSource(data, baseDir, options);
    case "pickle":
      return (await import("./arraySource")).readPickleSource(data, baseDir, options);
    case "images":
      return (await import("./imagesSource")).readImagesSource(data, baseDir, options.reading);
  }
}

/**
 * Scales the tables in place. A linear output layer learns targets of mean 0 and standard deviation 1, so that no
 * quantity is too large to be learned. Other output layers learn unscaled targets, because their range was chosen to
 * match.
 */
function scaleTargets(
  names: string[],
  tables: Table[],
  { scaling }: DataConfig,
  { activation = "linear" }: Goal,
  { name: source, targetShifts = [], isMultiLabel }: Source,
): Target[] {
  if (isMultiLabel || scaling === "none" || activation !== "linear")
    return names.map((name) => ({ name, shift: 0, factor: 1 }));
  const [{ count, labels }] = tables;
  const found = findTargetScaling(count, labels as Float32Array, source);
  for (const table of tables) {
    const { labels } = table;
    for (let i = 0; i < labels.length; i++) {
      const { shift, factor } = found[i % names.length];
      labels[i] = Math.fround(labels[i] - shift) * factor;
    }
  }
  return names.map((name, i) => {
    const { shift, factor } = found[i];
    return { name, shift: shift + (targetShifts[i] ?? 0), factor };
  });
}

function checkImageShape(wanted: DataConfig["imageShape"], { name, inputs }: Source): number[] | undefined {
  if (wanted && wanted.reduce((product: number, size) => product * size, 1) !== inputs) {
    throw new NetworkError("image-shape/inputs", { wanted, inputs, name });
  }
  return wanted;
}
