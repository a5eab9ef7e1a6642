/** Errors about group folders: missing or damaged files, and trials that other processes train. */
import { errorsOf } from "./message";

const run = errorsOf("run");

export const groupMessages = {
  "group-damaged/key": run<{ file: string; key: string; reason: string }>(
    ({ file, key, reason }) =>
      `${file}: ${key === "" ? "" : `${key}: `}${reason}; it is damaged or of another version: ` +
      "restore it, or begin a new group",
  ),
  "group-damaged/checksum": run<{ file: string }>(
    ({ file }) =>
      `${file}: has another checksum than when it was written; it is damaged: restore it, or begin a new group`,
  ),
  "group-kind": errorsOf("usage")<{ folder: string; kind: string }>(
    ({ folder, kind }) => `${folder}: is a group of ${kind}; go on with it by resume`,
  ),
  "group-held/here": run<{ folder: string }>(({ folder }) => `${folder}: is being trained; stop its workers first`),
  "group-held/elsewhere": run<{ folder: string; host: string }>(
    ({ folder, host }) =>
      `${folder}: is being trained on ${host}, by its claim, and that machine cannot be asked; stop its workers there, ` +
      "or go on with the group here: what nobody trains is found after 90 seconds",
  ),
  "no-group": errorsOf("usage")<{ folder: string }>(
    ({ folder }) => `${folder}: there is no such group; give the folder of one, or its name with --runs`,
  ),
  "runs-folder": run<{ folder: string }>(
    ({ folder }) => `${folder}: there is no such folder; give the one with the configs, or with the runs`,
  ),
  "runs-folder/file": run<{ file: string }>(
    ({ file }) => `${file}: is a file; give the folder with the configs, or with the runs`,
  ),
  "runs-prune-group": run<{ folder: string }>(
    ({ folder }) => `${folder}: a group is kept or deleted as a whole; name the folder of its runs instead`,
  ),
  "group-attach": run<{ folder: string; command: string }>(
    ({ folder, command }) =>
      `${folder}: a group of trainings, and one is shown here; what has ended, and what goes on, is shown by ` +
      `matrix-network ${command}, which trains too`,
  ),
  "group-nothing-ended": run<{ folder: string; command: string }>(
    ({ folder, command }) =>
      `${folder}: no generation of its trials has ended, so nothing can be verified yet; go on with it: ` +
      `matrix-network ${command}`,
  ),
  "proposal-differs": run<{ file: string }>(
    ({ file }) =>
      `${file}: what this trial is to train comes out otherwise now; use the version that began the group, ` +
      "or begin a new group",
  ),
  "group-tpe": run<{ folder: string; product: string }>(
    ({ folder, product }) =>
      `${folder}: "tpe" of version ${product}, which made this group, proposed other trials than this version does; ` +
      "use that version, or begin a new group",
  ),
  "trial-followed": run<{ folder: string }>(
    ({ folder }) =>
      `${folder}: another process goes on with this trial, since this one gave no sign of life for 90 seconds; ` +
      "leave it to that one",
  ),
  "sweep-extend/config": errorsOf("usage")<{ file: string }>(
    ({ file }) =>
      `--trials: ${file} is a config, and this goes on with a sweep that was begun; name its folder, ` +
      "or write sweep.search.trials",
  ),
  "sweep-extend/halving": errorsOf("usage")<{ folder: string }>(
    ({ folder }) =>
      `${folder}: halving keeps a share of all that it begins with, so more trials would change what was kept; ` +
      "begin a new sweep",
  ),
  "sweep-extend/whole": errorsOf("usage")<{ folder: string }>(
    ({ folder }) => `${folder}: tries every point of its grid already; leave out --trials`,
  ),
  "sweep-extend/fewer": errorsOf("usage")<{ folder: string; trials: number; now: number }>(
    ({ folder, trials, now }) => `${folder}: tries ${now} settings, and ${trials} are not more; give a larger number`,
  ),
  "sweep-extend/budget": errorsOf("usage")<{ folder: string }>(
    ({ folder }) => `${folder}: has a budget, which ends it; begin a new sweep with a larger one`,
  ),
  "sweep-extend/meanwhile": errorsOf("usage")<{ folder: string }>(
    ({ folder }) => `${folder}: another process has just extended it; look at it, and try again`,
  ),
  "trial-again": run<{ folder: string; trial: number }>(
    ({ folder, trial }) =>
      `${folder}: trial ${trial} has no result, so there is nothing to compare with; go on with the group first`,
  ),
  "trial-again/gone": run<{ folder: string; trial: number }>(
    ({ folder, trial }) =>
      `${folder}: the run of trial ${trial} is gone, which says what to train; restore it from a copy`,
  ),
  "trial-again/untrained": run<{ folder: string; trial: number; reason: string }>(
    ({ folder, trial, reason }) =>
      `${folder}: trial ${trial} was refused before it was trained (${reason}); change the sweep in the config`,
  ),
  "no-sweep": errorsOf("config")<{ file: string }>(
    ({ file }) => `${file}: has no key "sweep", which says what to try; add it, or train one network with train`,
  ),
  "no-trials": errorsOf("config")(() => "sweep: proposes no trial; raise its budget"),
  "trial-continues": errorsOf("config")<{ trial: number }>(
    ({ trial }) => `trial ${trial}, which this one goes on with, has failed; see there`,
  ),
  "trial-settings": errorsOf("run")(
    () =>
      "the settings of a trial or a fold do not change while it trains, since its result is compared with others; " +
      "change the config and begin a new group",
  ),
  "trial-unmeasured": errorsOf("config")(
    () =>
      "sweep.objective: training measures no such figure on this data; name a metric of the task, " +
      "and keep validation examples",
  ),
  "data-changed/since-group": errorsOf("data")<{ file: string; config: string }>(
    ({ file, config }) =>
      `${config}: data: ${file} has changed since the group was begun; restore it, or begin a new group`,
  ),
};
