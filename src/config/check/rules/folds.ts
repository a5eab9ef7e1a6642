/** Checks cross-validation: combinations of the keys of data.validation, and their use with the data. */
import type { DataConfig } from "../../schema";
import { isTableFormat } from "../../schema/dataFormats";
import type { FoldsConfig } from "../../schema/folds";
import { type Diagnostic, leaveOut, report, setTo } from "../finding";

const place = ["data", "validation"];

export const foldsOf = ({ validation }: DataConfig): FoldsConfig | undefined =>
  validation && "folds" in validation ? validation : undefined;

export function checkFolds(data: DataConfig): Diagnostic[] {
  const validation = foldsOf(data);
  if (!validation) return [];
  return [
    ...checkOrdered(validation, data),
    ...checkGroup(validation, data),
    ...checkPlace(validation, "fold", "folds"),
    ...checkPlace(validation, "repeat", "repeats"),
  ];
}

/** Rejects keys that contradict the order in time, which alone determines the folds. */
function checkOrdered({ ordered, stratified, group, repeats }: FoldsConfig, { test }: DataConfig): Diagnostic[] {
  if (!ordered) return [];
  const against = [
    ...(stratified ? [[...place, "stratified"]] : []),
    ...(group === undefined ? [] : [[...place, "group"]]),
    ...(repeats > 1 ? [[...place, "repeats"]] : []),
    ...(test?.stratified ? [["data", "test", "stratified"]] : []),
  ];
  return against.map((path) => report("folds-ordered", path, { key: path[path.length - 1] }, leaveOut(path)));
}

function checkGroup({ group }: FoldsConfig, { format }: DataConfig): Diagnostic[] {
  if (group === undefined || isTableFormat(format)) return [];
  const path = [...place, "group"];
  return [report("folds-group", path, { format }, leaveOut(path))];
}

function checkPlace(validation: FoldsConfig, one: "fold" | "repeat", all: "folds" | "repeats"): Diagnostic[] {
  const number = validation[one];
  if (number === undefined) return [];
  const path = [...place, one];
  if (one === "repeat" && validation.fold === undefined) return [report("fold-number/alone", path, {}, leaveOut(path))];
  const most = validation[all];
  return number > most ? [report("fold-number", path, { number, key: all, most }, setTo(path, most))] : [];
}

/** Returns the numbers of training and validation examples of the first fold; groups can change them. */
export function firstFold({ folds, ordered }: FoldsConfig, count: number): { train: number; validation: number } {
  if (!ordered) return { train: count - Math.ceil(count / folds), validation: Math.ceil(count / folds) };
  const size = Math.floor(count / (folds + 1));
  return { train: count - folds * size, validation: size };
}
