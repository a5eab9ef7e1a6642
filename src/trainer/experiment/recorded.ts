/** Loads a run from its folder, with its data: where resuming and evaluating start. */
import { NetworkError } from "../../core/errors";
import { type BackendName, backendNames } from "../../core/names";
import type { Dataset } from "../../data/dataset";
import { type Manifest, readManifest } from "../../runs/manifest";
import { loadExperimentData } from "./prepare";

export interface RecordedRun {
  manifest: Manifest;
  dataset: Dataset;
  backend: BackendName;
}

/** Throws a NetworkError; its kind is "data" where the data is not what the run was trained on. */
export async function loadRecordedRun(folder: string): Promise<RecordedRun> {
  const manifest = await readManifest(folder);
  const backend = backendNames.find((name) => name === manifest.backend);
  if (!backend) {
    throw new NetworkError("backend-missing/recorded", { folder, backend: manifest.backend });
  }
  const dataset = await loadExperimentData(manifest.config, manifest.configPath);
  refuseOtherData(manifest, dataset);
  return { manifest, dataset, backend };
}

function refuseOtherData({ data, configPath }: Manifest, dataset: Dataset): void {
  const changed = Object.keys(data.sha256).find((name) => dataset.sha256[name] !== data.sha256[name]);
  if (changed === undefined) return;
  throw new NetworkError("data-changed/since-training", { file: changed, config: configPath });
}
