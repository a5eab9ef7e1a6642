/** The record of a run's data, and the check that data read again for the run is unchanged. */
import { NetworkError } from "../../core/errors";
import type { Dataset } from "../../data/dataset";
import type { InputLayout } from "../../data/inputLayout";
import { newReading, type Reading } from "../../data/reading";
import type { Group } from "../../groups/group";
import type { Manifest } from "../../runs/manifest";

type DataRecord = Manifest["data"];

export function recordData(dataset: Dataset): DataRecord {
  const { task, inputs, classNames, targets, columns, inputNames, imageShape, scaling, sha256, reading } = dataset;
  const { rules, form, workspaceFolder } = reading;
  return {
    // Version 0.1.0 recorded neither rules nor form.
    ...(rules !== 1 && { reading: rules, ...(form && { form }) }),
    ...(workspaceFolder !== undefined && { workspaceFolder }),
    task,
    inputs,
    ...(classNames && { classNames }),
    ...(targets && { targets }),
    ...(columns && { columns }),
    ...(inputNames && { inputNames }),
    ...(imageShape && { imageShape }),
    scaling,
    sha256,
  };
}

/** Returns how the recorded data is to be read. */
export const recordedReading = ({ reading, form, workspaceFolder }: DataRecord): Reading => ({
  rules: reading ?? 1,
  form,
  workspaceFolder,
});

/** Returns what a group records of its data. */
export const sourcesOf = ({
  sha256,
  reading: { workspaceFolder },
}: Pick<Dataset, "sha256" | "reading">): Group["data"] => ({
  sha256,
  ...(workspaceFolder !== undefined && { workspaceFolder }),
});

/** Returns how the trials of a group read its data. */
export const readingOfGroup = ({ data: { workspaceFolder } }: Pick<Group, "data">): Reading => ({
  ...newReading,
  workspaceFolder,
});

/** Returns the input layout for reading new examples for a run's network. */
export function inputLayoutOf({ data, config }: Pick<Manifest, "data" | "config">): InputLayout {
  const { inputs, columns, imageShape, scaling } = data;
  return { inputs, columns, imageShape, config: config.data, scaling, reading: recordedReading(data) };
}

/**
 * Throws a NetworkError if the data differs. An edited config or a bug can make the same bytes read differently.
 * @param config path of the config that the run was trained with, for the message
 */
export function refuseOtherData({ data, configPath: config }: Manifest, dataset: Dataset): void {
  const file = Object.keys(data.sha256).find((name) => dataset.sha256[name] !== data.sha256[name]);
  if (file !== undefined) throw new NetworkError("data-changed/since-training", { file, config });
  const now = recordData(dataset);
  const differs = (key: keyof DataRecord) => JSON.stringify(now[key]) !== JSON.stringify(data[key]);
  const what = (["task", "inputs", "classNames", "columns", "inputNames", "targets", "scaling"] as const).find(differs);
  if (what !== undefined) throw new NetworkError("data-read-otherwise", { what, config });
}
