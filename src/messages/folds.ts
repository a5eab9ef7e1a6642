/** Errors about cross-validation: the division into folds, and their training. */
import { errorsOf } from "./message";

const data = errorsOf("data");
const config = errorsOf("config");
const run = errorsOf("run");
const usage = errorsOf("usage");

export const foldMessages = {
  "folds-too-many": config<{ folds: number; examples: number }>(
    ({ folds, examples }) => `data.validation: ${examples} examples cannot be divided into ${folds} folds; take fewer`,
  ),
  "folds-too-many/ordered": config<{ folds: number; examples: number }>(
    ({ folds, examples }) =>
      `data.validation: ${folds} ordered folds need ${folds + 1} examples, and there are ${examples}; take fewer`,
  ),
  "folds-too-many/groups": config<{ folds: number; groups: number }>(
    ({ folds, groups }) =>
      `data.validation: ${groups === 1 ? "1 group" : `${groups} groups`} cannot be divided into ${folds} folds; take fewer`,
  ),
  "folds-too-many/empty": config<{ folds: number; found: number }>(
    ({ folds, found }) =>
      `data.validation: the groups are so uneven that they fill only ${found} of ${folds} folds; take fewer`,
  ),
  "folds-session": config<{ file: string; folds: number }>(
    ({ file, folds }) =>
      `${file}: data.validation asks for ${folds} folds, and one network is trained here; run: matrix-network train, or name ` +
      "one of them with data.validation.fold",
  ),
  "folds-detach": usage<{ file: string }>(
    ({ file }) => `${file}: folds are not trained in a process of their own yet; leave out --detach`,
  ),
  "folds-option": usage<{ option: string }>(
    ({ option }) =>
      `folds go on as they were begun; leave out --${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  ),
  "no-folds": config<{ file: string }>(
    ({ file }) => `${file}: data.validation has no folds, or names one of them; train it as any other config`,
  ),
  "group-session": config<{ folder: string }>(
    ({ folder }) => `${folder}: a group of trainings, and one network is trained here; run: matrix-network resume`,
  ),
  "folds-damaged": run<{ file: string; reason: string }>(
    ({ file, reason }) => `${file}: not the plan of folds (plan${reason}); restore it, or train the config again`,
  ),
  "folds-backend": config<{ folder: string; backend: string }>(
    ({ folder, backend }) =>
      `${folder}: its folds are trained with ${backend}, and workers train with wasm, which gives other bits; ` +
      "run: matrix-network resume",
  ),
  "folds-running": run<{ folder: string; fold: string; process: string }>(
    ({ folder, fold, process }) => `${folder}: ${process} trains ${fold}; wait for it, or stop it first`,
  ),
  "group-no-final": run<{ folder: string }>(
    ({ folder }) =>
      `${folder}: no network of this group has learned all examples yet; name one of its runs (trials/000000/run), or go on ` +
      "with it: matrix-network resume",
  ),
  "group-no-final/refit": run<{ folder: string }>(
    ({ folder }) =>
      `${folder}: no network of this group learned all examples, since "refit" is false; name one of its runs ` +
      "(trials/000000/run)",
  ),
  "group-no-final/failed": run<{ folder: string; trial: string }>(
    ({ folder, trial }) =>
      `${folder}: no network of this group learned all examples, since the fold of trials/${trial} failed; correct the ` +
      "config and train again, or name one of its runs (trials/000000/run)",
  ),
  "folds-unfinished": run<{ folder: string; ended: number; folds: number }>(
    ({ folder, ended, folds }) =>
      `${folder}: ${ended} of ${folds} folds have ended, so there is no mean yet; go on with it: matrix-network resume`,
  ),
  "folds-verify": run<{ folder: string; backend: string }>(
    ({ folder, backend }) =>
      `${folder}: its folds were trained with ${backend}, and groups are verified with wasm; verify its runs one by one ` +
      "(trials/000000/run)",
  ),
  "group-is-sweep": run<{ folder: string }>(
    ({ folder }) =>
      `${folder}: a sweep, of which no network is the last; name the run of a trial (trials/000000/run), or go on with it ` +
      "and see which is the best: matrix-network sweep",
  ),
  "group-run": run<{ folder: string; group: string }>(
    ({ folder, group }) =>
      `${folder}: what it came to is a part of ${group}, and would change; start another network from it by training.start`,
  ),
  "folds-failed": errorsOf("non-finite")<{ folder: string; failed: string; reason: string }>(
    ({ folder, failed, reason }) =>
      `${folder}: ${failed} failed, so there is no mean over all folds and no last network: ${reason}`,
  ),
  "fold-group": data<{ where: string; column: string }>(
    ({ where, column }) =>
      `${where}: column "${column}", which data.validation.group names, has no value here; fill it in, or remove the row`,
  ),
};
