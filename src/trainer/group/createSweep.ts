/** Creates the group of a config's sweep: all that determines its trials, and nothing that depends on who trains. */
import { resolve } from "node:path";
import { checkConfig } from "../../config/check/check";
import { isSwept, sweepPlan } from "../../config/sweep/plan";
import { NetworkError } from "../../core/errors";
import { createGroup, type NewGroup } from "../../groups/group";
import type { SweepGroupPlan } from "../../groups/sweepPlan";
import { tpeVersion } from "../../search/tpe";
import { sourcesOf } from "../experiment/dataRecord";
import { configError, dataFacts, prepareText } from "../experiment/prepare";
import { readConfig } from "../experiment/readConfig";
import { version } from "../experiment/version";
import { SweepTrials } from "./sweepTrials";

/**
 * Returns the group's folder. Throws a NetworkError if the config is faulty, has no sweep, or if none of the first
 * trials can be trained; then writes nothing.
 */
export async function createSweep(file: string, { runsDir }: { runsDir?: string | undefined } = {}): Promise<string> {
  const text = await readConfig(file);
  const experiment = await prepareText(file, text, { backend: "wasm", threads: 1 });
  const checked = checkConfig(text);
  const { config, document } = checked;
  if (!config || !isSwept(config)) throw new NetworkError("no-sweep", { file });
  const { dataset } = experiment;
  const findings = checked.againstData(config, dataFacts(dataset));
  if (findings.some(({ severity }) => severity === "error")) throw configError(file, findings);
  const { seed } = experiment.config.training;
  const sweep = sweepPlan(config, seed, { task: dataset.task, examples: dataset.train.count });
  const { keepEpochs, budget } = config.sweep;
  const plan: SweepGroupPlan = {
    sweep,
    ...(sweep.search.type === "tpe" && { tpeVersion }),
    keepEpochs,
    ...(budget?.minutes !== undefined && { minutes: budget.minutes }),
  };
  const group: NewGroup = {
    kind: "sweep",
    configPath: resolve(file),
    runsDir,
    config: recorded(document.value as Record<string, unknown>, seed),
    plan: plan as unknown as Record<string, unknown>,
    data: sourcesOf(dataset),
    versions: { product: version, node: process.version, platform: `${process.platform}-${process.arch}` },
  };
  await refuseIfNoneCanBeTrained(group, file);
  return createGroup(group);
}

/** Returns the config with the chosen seed if the file has none, and without the executor, which may change. */
function recorded(written: Record<string, unknown>, seed: number): Record<string, unknown> {
  const { executor: _, ...sweep } = written.sweep as Record<string, unknown>;
  const training = { ...(written.training as Record<string, unknown> | undefined), seed };
  return { ...written, training, sweep };
}

/** One trainable trial is enough: a fault of some trials fails only those. */
async function refuseIfNoneCanBeTrained(group: NewGroup, file: string): Promise<void> {
  const trials = new SweepTrials({ version: 1, created: "", ...group }, "");
  let first: unknown;
  for (const proposal of trials.propose(0, []) ?? []) {
    try {
      const { dataset } = await trials.prepare(proposal);
      const needsValidation = trials.plan.objectives.some(({ metric }) => metric.startsWith("validation"));
      if (needsValidation && !dataset.validation) throw new NetworkError("trial-unmeasured", {}).at(file);
      return;
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      first ??= error;
    }
  }
  throw first ?? new NetworkError("no-trials", {}).at(file);
}
