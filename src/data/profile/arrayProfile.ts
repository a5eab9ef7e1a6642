/** The profile of data that is read as a whole: arrays, pictures and built-in data sets. */
import type { Becomes, ColumnProfile, DataProfile } from "../../config/dataProfile";
import type { DataConfig } from "../../config/schema";
import type { Examples } from "../../core/backend";
import type { Dataset } from "../dataset";
import { bitsOf } from "../inputRanges";
import { countClasses } from "../labels";
import { loadData, loadFolds } from "../load";
import { ColumnStats, type LabelKind, type Labels } from "./columnStats";
import { ExampleKeys, findEqual } from "./exampleKeys";
import { columnFindings, equalFindings, rareClasses } from "./findings";
import { firstSeed, hashOfNumber, mixed, secondSeed } from "./hashes";
import { picturesOf } from "./picturesOf";
import type { ProfileOptions } from "./tableProfile";

/** Most inputs with figures, first rows, and examples of pictures whose pixels are counted. */
const [maxInputs, maxRows, maxPictures] = [1000, 10, 2000];

/** Throws the NetworkError that training would throw. */
export async function profileArrays(data: DataConfig, source: string, options: ProfileOptions): Promise<DataProfile> {
  const { validation } = data;
  if (!validation || !("folds" in validation)) return profileOf(await loadData(data, options), source);
  const folded = await loadFolds(data, validation, options);
  const { sets, ...profile } = profileOf(folded.whole(), source);
  return { ...profile, ...(sets && { sets: { ...sets, folds: validation.folds } }) };
}

function profileOf(dataset: Dataset, source: string): DataProfile {
  const { classNames, train, validation, test, task, imageShape } = dataset;
  const label: LabelKind = {
    areClasses: task === "classification",
    names: dataset.targets?.map(({ name }) => name) ?? ["label"],
  };
  const parts = [train, validation, test].filter((part) => part !== undefined);
  const keys = keysOf(parts, source);
  const sizes = { train: train.count, validation: validation?.count ?? 0, test: test?.count ?? 0, rest: 0 };
  const perClass = classNames && classesOf(dataset, classNames);
  const { columns, decisive } = columnsOf(dataset, parts, label);
  const rows = sizes.train + sizes.validation + sizes.test;
  const equal = keys.areTooMany ? undefined : findEqual(keys, setsOf(sizes));
  const hasColumns = imageShape === undefined;
  return {
    source,
    isDone: true,
    rows,
    passes: 1,
    task,
    columns,
    otherColumns: hasColumns ? Math.max(0, dataset.inputs - maxInputs) : 0,
    sets: sizes,
    ...(perClass && { classes: perClass }),
    findings: [
      ...columnFindings(hasColumns ? columns : [], decisive, []),
      ...(equal ? equalFindings(equal, sizes, false) : []),
      ...rareClasses(perClass),
    ],
    ...(hasColumns && { head: headOf(dataset) }),
    ...(imageShape && { pictures: picturesOf(dataset, imageShape) }),
  };
}

function setsOf({ train, validation, test }: { train: number; validation: number; test: number }): Uint8Array {
  const sets = new Uint8Array(train + validation + test).fill(3);
  return sets.fill(1, 0, train).fill(2, train, train + validation);
}

function classesOf({ train, validation, test }: Dataset, names: readonly string[]) {
  const count = (part: Examples | undefined) =>
    part?.targets instanceof Int32Array ? countClasses(part.targets, names.length) : [];
  const [ofTrain, ofValidation, ofTest] = [count(train), count(validation), count(test)];
  return names.map((name, i) => ({
    name,
    train: ofTrain[i] ?? 0,
    validation: ofValidation[i] ?? 0,
    test: ofTest[i] ?? 0,
  }));
}

/** Returns the keys of all examples, set by set. */
function keysOf(parts: readonly Examples[], source: string): ExampleKeys {
  const keys = new ExampleKeys(source);
  for (const { count, inputs, values, targets } of parts) {
    const bits = bitsOf(values);
    const outputs = targets.length / count;
    for (let i = 0; i < count; i++) {
      let [first, second] = [firstSeed, secondSeed];
      for (let k = 0, at = i * inputs; k < inputs; k++, at++) {
        if (bits[at] === 0) continue;
        first = mixed(first, bits[at] + Math.imul(k, 0x9e3779b1));
        second = mixed(second, bits[at] ^ Math.imul(k, 0x85ebca6b));
      }
      let label = 0;
      for (let k = 0; k < outputs; k++) label = mixed(label, hashOfNumber(targets[i * outputs + k], firstSeed));
      keys.add(first, second, label, targets instanceof Int32Array ? targets[i] : -1);
    }
  }
  return keys;
}

function columnsOf(dataset: Dataset, parts: readonly Examples[], label: LabelKind) {
  const { inputs, inputNames, imageShape } = dataset;
  const shown = imageShape ? 0 : Math.min(inputs, maxInputs);
  const stats = Array.from({ length: shown }, (_, i) => new ColumnStats(i));
  const ofLabels = (dataset.targets ?? [{ name: "label" }]).map((_, i) => new ColumnStats(inputs + i));
  for (const part of parts) {
    const labels = labelsOf(dataset, part);
    for (let row = 0; row < part.count; row++) {
      for (let i = 0; i < shown; i++) stats[i].addNumber(part.values[row * inputs + i], labels, row);
      ofLabels.forEach((each, i) => {
        if (dataset.classNames) each.addText(dataset.classNames[labels.classes[row]] ?? "", none, 0);
        else each.addNumber(labels.targets[i][row], none, 0);
      });
    }
  }
  const becomes: Becomes = { kind: "number", inputs: 1, scaling: dataset.scaling.kind };
  const columns: ColumnProfile[] = stats.map((each, i) => {
    const relation = each.relation(label);
    const name = inputNames?.[i] ?? String(i);
    return { name, role: "input", ...each.figures, ...(relation && { relation }), becomes };
  });
  const pixels = imageShape ? [pixelsOf(dataset, { ...becomes, inputs })] : [];
  const targets = ofLabels.map(
    (each, i): ColumnProfile => ({ name: label.names[i] ?? "label", role: "label", ...each.figures }),
  );
  const decisive = stats.flatMap((each, i) => (each.decides(label) ? [columns[i].name] : []));
  return { columns: [...columns, ...pixels, ...targets], decisive };
}

const none: Labels = { classes: [-1], targets: [] };

/** Returns the labels of a part, the quantities as they were before their scaling. */
function labelsOf({ targets: found }: Dataset, { count, targets }: Examples): Labels {
  if (targets instanceof Int32Array) return { classes: targets, targets: [] };
  const outputs = targets.length / count;
  return {
    classes: new Int32Array(count).fill(-1),
    targets: (found ?? []).map(({ shift, factor }, k) =>
      Float64Array.from({ length: count }, (_, i) => targets[i * outputs + k] / factor + shift),
    ),
  };
}

/** Returns the figures of the pixels of some training examples together. */
function pixelsOf({ train: { count, inputs, values } }: Dataset, becomes: Becomes): ColumnProfile {
  const stats = new ColumnStats(0);
  const some = Math.min(count, maxPictures);
  for (let i = 0; i < some; i++) {
    const start = Math.floor((i * count) / some) * inputs;
    for (let at = start; at < start + inputs; at++) stats.addNumber(values[at], none, 0);
  }
  return { name: "pixels", role: "input", ...stats.figures, becomes };
}

function headOf({ train, classNames, targets, inputs, inputNames }: Dataset) {
  const shown = Math.min(inputs, maxInputs);
  const labels = labelsOf({ targets } as Dataset, train);
  const names = Array.from({ length: shown }, (_, i) => inputNames?.[i] ?? String(i));
  const outputs = classNames ? ["label"] : (targets ?? []).map(({ name }) => name);
  const rows = Array.from({ length: Math.min(maxRows, train.count) }, (_, row) => [
    ...Array.from(train.values.subarray(row * inputs, row * inputs + shown), String),
    ...(classNames ? [classNames[labels.classes[row]] ?? ""] : labels.targets.map((target) => String(target[row]))),
  ]);
  return { names: [...names, ...outputs], rows };
}
