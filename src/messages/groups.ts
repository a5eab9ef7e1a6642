/** Errors about group folders: missing or damaged files, and trials that other processes train. */
import { errorsOf } from "./message";

const run = errorsOf("run");

export const groupMessages = {
  "group-damaged/key": run<{ file: string; key: string; reason: string }>(
    ({ file, key, reason }) =>
      `${file}: ${key === "" ? "" : `${key}: `}${reason}; it is damaged or of another version: ` +
      "restore it, or start a new group",
  ),
  "group-damaged/checksum": run<{ file: string }>(
    ({ file }) =>
      `${file}: has another checksum than when it was written; it is damaged: restore it, or start a new group`,
  ),
  "group-kind": errorsOf("usage")<{ folder: string; kind: string }>(
    ({ folder, kind }) => `${folder}: is a group of ${kind}; continue it with resume`,
  ),
  "group-held/here": run<{ folder: string }>(({ folder }) => `${folder}: is being trained; stop its workers first`),
  "group-held/elsewhere": run<{ folder: string; host: string }>(
    ({ folder, host }) =>
      `${folder}: is being trained on ${host} according to its claim, and that machine cannot be reached; stop its workers there, ` +
      "or continue the group here: trials without a worker are released after 90 seconds",
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
      `${folder}: is a group of trainings, and only one can be shown here; to train it and see its state, run: ` +
      `matrix-network ${command}`,
  ),
  "group-nothing-ended": run<{ folder: string; command: string }>(
    ({ folder, command }) =>
      `${folder}: no generation of its trials has ended, so nothing can be verified yet; continue it: ` +
      `matrix-network ${command}`,
  ),
  "proposal-differs": run<{ file: string }>(
    ({ file }) =>
      `${file}: the config of this trial differs from the one that this version computes; use the version that started the group, ` +
      "or start a new group",
  ),
  "group-tpe": run<{ folder: string; product: string }>(
    ({ folder, product }) =>
      `${folder}: "tpe" of version ${product}, which made this group, proposed other trials than this version does; ` +
      "use that version, or begin a new group",
  ),
  "trial-followed": run<{ folder: string }>(
    ({ folder }) =>
      `${folder}: another process took over this trial, because this one did not respond for 90 seconds; ` +
      "let that process finish it",
  ),
  "sweep-extend/config": errorsOf("usage")<{ file: string }>(
    ({ file }) =>
      `--trials: ${file} is a config, and --trials extends an existing sweep; name its folder, ` +
      "or write sweep.search.trials",
  ),
  "sweep-extend/halving": errorsOf("usage")<{ folder: string }>(
    ({ folder }) =>
      `${folder}: halving keeps a share of its initial trials, so more trials would change which were kept; ` +
      "start a new sweep",
  ),
  "sweep-extend/whole": errorsOf("usage")<{ folder: string }>(
    ({ folder }) => `${folder}: tries every point of its grid already; leave out --trials`,
  ),
  "sweep-extend/fewer": errorsOf("usage")<{ folder: string; trials: number; now: number }>(
    ({ folder, trials, now }) => `${folder}: tries ${now} settings, and ${trials} are not more; give a larger number`,
  ),
  "sweep-extend/budget": errorsOf("usage")<{ folder: string }>(
    ({ folder }) => `${folder}: its budget ends it; start a new sweep with a larger one`,
  ),
  "sweep-extend/meanwhile": errorsOf("usage")<{ folder: string }>(
    ({ folder }) => `${folder}: another process has just extended it; check its size, and try again`,
  ),
  "trial-again": run<{ folder: string; trial: number }>(
    ({ folder, trial }) =>
      `${folder}: trial ${trial} has no result, so there is nothing to compare with; continue the group first`,
  ),
  "trial-again/gone": run<{ folder: string; trial: number }>(
    ({ folder, trial }) =>
      `${folder}: the run of trial ${trial}, which defines what to train, is missing; restore it from a copy`,
  ),
  "trial-again/untrained": run<{ folder: string; trial: number; reason: string }>(
    ({ folder, trial, reason }) =>
      `${folder}: trial ${trial} was refused before it was trained (${reason}); change the sweep in the config`,
  ),
  "no-sweep": errorsOf("config")<{ file: string }>(
    ({ file }) => `${file}: has no key "sweep" with the settings to try; add it, or train one network with train`,
  ),
  "no-trials": errorsOf("config")(() => "sweep: its budget allows no trial; raise it"),
  "trial-continues": errorsOf("config")<{ trial: number }>(
    ({ trial }) => `trial ${trial}, which this one continues, has failed; fix that failure first`,
  ),
  "trial-settings": errorsOf("run")(
    () =>
      "the settings of a trial or a fold cannot change while it trains, because its result is compared with others; " +
      "change the config and start a new group",
  ),
  "trial-unmeasured": errorsOf("config")(
    () =>
      "sweep.objective: training does not measure this metric on this data; name a metric of the task, " +
      "and keep validation examples",
  ),
  "data-changed/since-group": errorsOf("data")<{ file: string; config: string }>(
    ({ file, config }) =>
      `${config}: data: ${file} has changed since the group was started; restore it, or start a new group`,
  ),
};
