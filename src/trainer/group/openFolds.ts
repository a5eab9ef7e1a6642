/** Opens a group of folds: a new one of a config, or the folder of one to continue. */
import { dirname, resolve } from "node:path";
import { checkConfig } from "../../config/check/check";
import { ConfigDocument } from "../../config/check/document";
import type { NetworkConfig } from "../../config/schema";
import type { FoldsConfig } from "../../config/schema/folds";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Backend } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import type { BackendName } from "../../core/names";
import type { FoldedData } from "../../data/load";
import type { Reading } from "../../data/reading";
import { type FoldsPlan, foldsPlanOf, placeOfTrial } from "../../groups/foldsPlan";
import { createGroup, readGroup, refuseOtherSources } from "../../groups/group";
import { readingOfGroup, sourcesOf } from "../experiment/dataRecord";
import type { Overrides } from "../experiment/overrides";
import { type Experiment, loadExperimentFolds, prepareText } from "../experiment/prepare";
import { readConfig } from "../experiment/readConfig";
import { version } from "../experiment/version";
import { backendFor } from "../session/openSession";

export type FoldsOrder =
  | ({ train: string; runsDir?: string | undefined } & Overrides)
  | ({ resume: string } & Pick<Overrides, "threads">);

export interface OpenedFolds {
  /** Experiment of the first fold, with the test set. */
  experiment: Experiment;
  folded: FoldedData;
  plan: FoldsPlan;
  /** Folder of the runs that the config may start from. */
  runsDir: string | undefined;
  /** Creates a backend that nothing was trained with yet. */
  backend(): Promise<Backend>;
  /** Creates the group folder if it is new. Returns its path. */
  openFolder(): Promise<string>;
}

/** Returns true if a config file trains folds; false if it is missing or faulty. */
export async function asksForFolds(file: string): Promise<boolean> {
  const { config } = checkConfig(await readConfig(file).catch(() => ""));
  const folds = config && foldsOf(config);
  return folds !== undefined && folds.fold === undefined;
}

/** Writes nothing before all checks have passed. */
export const openFolds = (order: FoldsOrder): Promise<OpenedFolds> =>
  "train" in order ? openNew(order) : openAgain(order);

async function openNew({ train: file, runsDir, ...overrides }: Extract<FoldsOrder, { train: string }>) {
  const text = await readConfig(file);
  const { experiment, folded, validation } = await prepareFolds(file, text, overrides);
  const { config, dataset } = experiment;
  const { backend } = await backendFor(experiment, config.backend);
  const { name } = backend;
  await backend.destroy();
  const { folds, repeats, refit, ordered } = validation;
  const examples = Array.from({ length: folds * repeats }, (_, trial) => {
    const { train, validation } = folded.rowsOf(placeOfTrial({ folds }, trial));
    return { train: train.length, validation: validation.length };
  });
  const plan = { folds, repeats, refit, ordered, examples, backend: name as BackendName };
  const openFolder = () =>
    createGroup({
      kind: "folds",
      configPath: resolve(file),
      runsDir,
      config: written(text, config),
      plan,
      data: sourcesOf(dataset),
      versions: { product: version, node: process.version, platform: `${process.platform}-${process.arch}` },
    });
  return { experiment, folded, plan, runsDir, openFolder, backend: () => fresh(experiment, plan) };
}

async function openAgain({ resume: folder, ...overrides }: Extract<FoldsOrder, { resume: string }>) {
  const group = await readGroup(folder);
  const plan = foldsPlanOf(group, folder);
  const text = JSON.stringify(group.config);
  const { experiment, folded } = await prepareFolds(group.configPath, text, overrides, readingOfGroup(group));
  refuseOtherSources(group, experiment.dataset.sha256);
  const runsDir = dirname(dirname(resolve(folder)));
  return { experiment, folded, plan, runsDir, openFolder: async () => folder, backend: () => fresh(experiment, plan) };
}

const fresh = async (experiment: Experiment, { backend }: FoldsPlan): Promise<Backend> =>
  (await backendFor(experiment, backend)).backend;

/** @param recorded how a group read its data, if the text is that of a group */
async function prepareFolds(file: string, text: string, overrides: Overrides, recorded?: Reading) {
  let folded: FoldedData | undefined;
  let validation: FoldsConfig | undefined;
  const load = async (config: ResolvedConfig) => {
    validation = foldsOf(config);
    if (!validation) throw new NetworkError("no-folds", { file });
    folded = await loadExperimentFolds(config, validation, file, recorded);
    return folded.first();
  };
  const experiment = await prepareText(file, text, overrides, { load, isRecorded: recorded !== undefined });
  if (!folded || !validation) throw new NetworkError("no-folds", { file });
  return { experiment, folded, validation };
}

function foldsOf({ data: { validation } }: NetworkConfig): FoldsConfig | undefined {
  return validation && "folds" in validation ? validation : undefined;
}

/** Returns the config as written, with the chosen and requested values, so that its results are reproducible. */
function written(text: string, { training, backend, threads }: ResolvedConfig): Record<string, unknown> {
  const value = new ConfigDocument(text).value as { training?: object };
  const { epochs, seed } = training;
  return { ...value, training: { ...value.training, epochs, seed }, backend, threads };
}
