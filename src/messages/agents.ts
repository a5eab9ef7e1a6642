/** Errors of the tools for agents: paths outside the root folder, and trainings that are not allowed. */
import { errorsOf } from "./message";

const usage = errorsOf("usage");
const run = errorsOf("run");

export const agentMessages = {
  "agent-root": usage<{ path: string }>(
    ({ path }) => `${path}: is outside the root folder; agents read and train only what is in it`,
  ),
  "agent-root/link": usage<{ path: string; link: string }>(
    ({ path, link }) => `${path}: its link ${link} points outside the root folder; copy the file into the root folder`,
  ),
  "agent-root/missing": usage<{ folder: string }>(
    ({ folder }) => `option --root: ${folder} is not a folder; give an existing one`,
  ),
  "agent-config": usage<{ config: string; first: string; errors: number }>(
    ({ config, first, errors }) =>
      `${config}: cannot be trained: ${first}${errors > 1 ? ` (and ${errors - 1} more errors: call check)` : ""}`,
  ),
  "agent-train/not-allowed": usage(
    () =>
      "training is not allowed: the user can restart the server with --allow-train SECONDS, or use a client that asks " +
      "for permission (elicitation)",
  ),
  "agent-train/used-up": usage<{ seconds: number }>(
    ({ seconds }) =>
      `the ${seconds} seconds of training that the user allowed are used up; the user can restart the server with ` +
      "a larger --allow-train",
  ),
  "agent-train/declined": usage(() => "the user did not allow this training; do not ask again without a reason"),
  "agent-train/busy": run<{ config: string }>(
    ({ config }) => `a training of ${config} is in progress; wait for its end with status, or call stop`,
  ),
  "agent-train/none": run(() => "no training is in progress that was started here; start one with train"),
  "agent-train/lost": run<{ code: string }>(
    ({ code }) => `the process of the training ended with code ${code} before it began; check the config`,
  ),
  "agent-compare/twice": usage<{ run: string }>(
    ({ run }) => `${run}: is named twice; give different runs, each with a seed of its own`,
  ),
  "agent-compare/seed": usage<{ run: string; seed: number }>(
    ({ run, seed }) => `${run}: has the same seed (${seed}) as another run of its side; train it with another seed`,
  ),
  "agent-compare/unlike": usage<{ run: string; first: string }>(
    ({ run, first }) =>
      `${run}: differs from ${first} in more than its seed, or was changed during training; runs of one side have ` +
      "the same config and data",
  ),
  "agent-compare/data": usage<{ a: string; b: string }>(
    ({ a, b }) => `${a} and ${b} have other data or another validation set; only figures of the same examples compare`,
  ),
  "agent-compare/kinds": usage(
    () => "one side has folds and the other has runs; give folds on both sides, or runs on both sides",
  ),
  "agent-compare/no-metric": run<{ run: string; metric: string }>(
    ({ run, metric }) =>
      `${run}: has no validation ${metric}; add "validation" to "data" and the metric to "training.metrics", and train it`,
  ),
  "agent-compare/folds": run<{ group: string }>(
    ({ group }) => `${group}: its folds have not all ended, or one has failed; continue them with resume`,
  ),
  "agent-compare/running": run<{ run: string }>(({ run }) => `${run}: is still training; compare it after its end`),
  "agent-rows/width": usage<{ row: number; values: number; inputs: number }>(
    ({ row, values, inputs }) => `rows[${row}]: has ${values} values for ${inputs} inputs; give one value per input`,
  ),
  "agent-rows/mixed": usage(() => "rows: some are lists and some are objects; give all of one kind"),
};
