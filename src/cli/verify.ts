/** `verify RUN|GROUP`: trains a run, or trials of a sweep, again and reports whether the results are the same. */
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import { hasFinalRun, isGroupFolder } from "../groups/finalRun";
import { readGroup } from "../groups/group";
import { readFolds, refuseUnfinished } from "../trainer/group/foldReport";
import { parseCount } from "../trainer/process/options";
import { type Verification, verifyRun } from "../trainer/results/verifyRun";
import { backendOptions, type ComputingOptions, jsonOption, refusing, runsOption } from "./commonOptions";
import { noCode } from "./failures";
import { findRun, findTrainedRun } from "./findRun";
import { verifyTrials } from "./verifyTrials";

interface Options extends ComputingOptions {
  trials?: number;
}

export function addVerify(program: Command): void {
  jsonOption(runsOption(backendOptions(program.command("verify"))))
    .description(
      "train a run again and compare the weights; for a sweep, compute every proposal again and train some trials",
    )
    .argument("<run>", "the folder of the run or group, or its name in the runs folder")
    .option(
      "--trials <n>",
      "for a sweep, or folds without a final network: number of trials to train again, the winner first (default 3)",
      refusing(parseCount),
    )
    .action(async (name: string, { runs, json, trials, ...options }: Options) => {
      const found = findRun(name, runs);
      if (isGroupFolder(found) && (await consistsOfTrials(found))) {
        process.exitCode = await verifyTrials(found, { json, trials });
        return;
      }
      if (trials !== undefined) {
        const reason = `is of sweeps, and of folds without a last network, and ${found} is neither; leave it out`;
        throw new NetworkError("bad-option/overrides", { option: "--trials", reason });
      }
      const run = findTrainedRun(name, runs);
      const verification = await verifyRun(run, options);
      console.log(json ? JSON.stringify({ run, ...verification }) : describe(run, verification));
      // The same backend guarantees the same bits.
      if (!verification.same && verification.again === verification.backend) process.exitCode = noCode;
    });
}

/** Returns true for a sweep, and for folds that have all ended without a final network. */
async function consistsOfTrials(group: string): Promise<boolean> {
  if ((await readGroup(group)).kind === "sweep") return true;
  if (hasFinalRun(group)) return false;
  const folds = await readFolds(group);
  refuseUnfinished(group, folds);
  const { plan, measured } = folds;
  if (!measured) return false;
  if (plan.backend !== "wasm") throw new NetworkError("folds-verify", { folder: group, backend: plan.backend });
  return true;
}

function describe(run: string, verification: Verification): string {
  const { epoch, backend, again, same, difference, relative, instead, best, edited, weightsOnly } = verification;
  const what = `${run}: trained again to the end of epoch ${epoch}`;
  const by = `by at most ${difference.toExponential(1)}, ${relative.toExponential(1)} of the largest`;
  const outcome =
    same || (best && difference === 0)
      ? `${what}, the weights are the same, bit for bit (backend ${again})`
      : `${what}, the weights differ ${by} (trained by ${backend}, again by ${again})`;
  return [
    outcome,
    ...(best ? [`best.npz of epoch ${best.epoch} is not the best.npz of the repeated training${ofEpoch(best)}`] : []),
    ...(instead ? [`compared with ${instead.file}, because ${instead.because}`] : []),
    ...(edited === undefined
      ? []
      : [`values from the debugger that were set again: ${edited} ${edited === 1 ? "value" : "values"}`]),
    ...(weightsOnly ? ["the optimizer's state of that epoch was not saved and is not compared"] : []),
  ].join("\n");
}

const ofEpoch = ({ epoch, again }: NonNullable<Verification["best"]>): string =>
  again === undefined || again === epoch ? "" : `, which is of epoch ${again}`;
