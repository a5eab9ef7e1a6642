/** Loads a run from its folder, with its data, for resuming and evaluating. */
import { NetworkError } from "../../core/errors";
import { type BackendName, backendNames } from "../../core/names";
import type { Dataset } from "../../data/dataset";
import { type Manifest, readManifest } from "../../runs/manifest";
import { recordedReading, refuseOtherData } from "./dataRecord";
import { loadExperimentData } from "./prepare";

export interface RecordedRun {
  manifest: Manifest;
  dataset: Dataset;
  backend: BackendName;
}

/** Throws a NetworkError; its kind is "data" if the data differs from what the run was trained on. */
export async function loadRecordedRun(folder: string): Promise<RecordedRun> {
  const manifest = await readManifest(folder);
  const backend = backendNames.find((name) => name === manifest.backend);
  if (!backend) {
    throw new NetworkError("backend-missing/recorded", { folder, backend: manifest.backend });
  }
  const dataset = await loadExperimentData(manifest.config, manifest.configPath, recordedReading(manifest.data));
  refuseOtherData(manifest, dataset);
  return { manifest, dataset, backend };
}
