/** Errors about cross-validation: the division into folds, and their training. */
import { errorsOf } from "./message";

const data = errorsOf("data");
const config = errorsOf("config");
const run = errorsOf("run");
const usage = errorsOf("usage");

export const foldMessages = {
  "folds-running/final": run<{ folder: string }>(
    ({ folder }) => `${folder}: another process trains this network; wait for it, or stop it first`,
  ),
  "folds-too-many": config<{ folds: number; examples: number }>(
    ({ folds, examples }) => `data.validation: ${examples} examples cannot be divided into ${folds} folds; use fewer`,
  ),
  "folds-too-many/ordered": config<{ folds: number; examples: number }>(
    ({ folds, examples }) =>
      `data.validation: ${folds} ordered folds need ${folds + 1} examples, and there are ${examples}; use fewer`,
  ),
  "folds-too-many/groups": config<{ folds: number; groups: number }>(
    ({ folds, groups }) =>
      `data.validation: ${groups === 1 ? "1 group" : `${groups} groups`} cannot be divided into ${folds} folds; use fewer`,
  ),
  "folds-too-many/empty": config<{ folds: number; found: number }>(
    ({ folds, found }) =>
      `data.validation: the groups are so uneven that they fill only ${found} of ${folds} folds; use fewer`,
  ),
  "folds-session": config<{ file: string; folds: number }>(
    ({ file, folds }) =>
      `${file}: data.validation has ${folds} folds, and only one network can be trained here; run: matrix-network train, or name ` +
      "one of them with data.validation.fold",
  ),
  "folds-detach": usage<{ file: string }>(
    ({ file }) => `${file}: folds cannot be trained in a detached process yet; leave out --detach`,
  ),
  "folds-option": usage<{ option: string }>(
    ({ option }) =>
      `resumed folds keep their options; leave out --${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  ),
  "no-folds": config<{ file: string }>(
    ({ file }) => `${file}: data.validation has no folds, or names one of them; train it like any other config`,
  ),
  "group-session": config<{ folder: string }>(
    ({ folder }) =>
      `${folder}: is a group of trainings, and only one network can be trained here; run: matrix-network resume`,
  ),
  "folds-damaged": run<{ file: string; reason: string }>(
    ({ file, reason }) => `${file}: not the plan of folds (plan${reason}); restore it, or train the config again`,
  ),
  "folds-backend": config<{ folder: string; backend: string }>(
    ({ folder, backend }) =>
      `${folder}: its folds are trained with ${backend}, and workers train with wasm, which gives different bits; ` +
      "run: matrix-network resume",
  ),
  "folds-running": run<{ folder: string; fold: string; pid: number | undefined; host: string | undefined }>(
    ({ folder, fold, pid, host }) => {
      const process =
        pid === undefined ? "another process" : `process ${pid}${host === undefined ? "" : ` on ${host}`}`;
      return `${folder}: ${process} trains ${fold}; wait for it, or stop it first`;
    },
  ),
  "group-no-final": run<{ folder: string }>(
    ({ folder }) =>
      `${folder}: no network of this group was trained on all examples yet; name one of its runs (trials/000000/run), or continue ` +
      "it: matrix-network resume",
  ),
  "group-no-final/refit": run<{ folder: string }>(
    ({ folder }) =>
      `${folder}: no network of this group was trained on all examples, because "refit" is false; name one of its runs ` +
      "(trials/000000/run)",
  ),
  "group-no-final/failed": run<{ folder: string; trial: string }>(
    ({ folder, trial }) =>
      `${folder}: no network of this group was trained on all examples, because the fold of trials/${trial} failed; correct the ` +
      "config and train again, or name one of its runs (trials/000000/run)",
  ),
  "folds-unfinished": run<{ folder: string; ended: number; folds: number }>(
    ({ folder, ended, folds }) =>
      `${folder}: ${ended} of ${folds} folds have ended, so there is no mean yet; continue it: matrix-network resume`,
  ),
  "folds-verify": run<{ folder: string; backend: string }>(
    ({ folder, backend }) =>
      `${folder}: its folds were trained with ${backend}, and groups are verified with wasm; verify its runs one by one ` +
      "(trials/000000/run)",
  ),
  "group-is-sweep": run<{ folder: string }>(
    ({ folder }) =>
      `${folder}: a sweep has no final network; name the run of a trial (trials/000000/run), or continue it ` +
      "to see which trial is the best: matrix-network sweep",
  ),
  "group-run": run<{ folder: string; group: string }>(
    ({ folder, group }) =>
      `${folder}: its result is part of ${group} and must not change; start another network from it with training.start`,
  ),
  "folds-failed": errorsOf("non-finite")<{ folder: string; failed: string; reason: string }>(
    ({ folder, failed, reason }) =>
      `${folder}: ${failed} failed, so there is no mean over all folds and no final network: ${reason}`,
  ),
  "fold-group": data<{ where: string; column: string }>(
    ({ where, column }) =>
      `${where}: column "${column}", which data.validation.group names, has no value here; fill it in, or remove the row`,
  ),
};
