/** Errors about the config file and the command line: files, options and arguments. */
import { errorsOf } from "./message";

const config = errorsOf("config");
const usage = errorsOf("usage");
const file = errorsOf("file");

export const commandMessages = {
  internal: errorsOf("internal")<{ reason: string }>(({ reason }) => `${reason}; this is a bug in Matrix Network`),
  "config-unreadable/missing": file<{ file: string }>(({ file }) => `${file}: there is no such file; check its name`),
  "config-unreadable/folder": file<{ folder: string; first?: string; configs: number }>(({ folder, first, configs }) =>
    first === undefined
      ? `${folder}: is a folder, and none of its files is named *.network.json; give a config file`
      : `${folder}: is a folder; give a config file: ${first} is ${configs === 1 ? "one" : `one of its ${configs}`}`,
  ),
  "config-unreadable/group": file<{ folder: string }>(
    ({ folder }) =>
      `${folder}: is a group folder, not a config; continue it with resume (folds) or sweep, or give the ` +
      "config file",
  ),
  "config-unreadable/run": file<{ folder: string }>(
    ({ folder }) => `${folder}: is a run folder, not a config; continue it with resume, or give the config file`,
  ),
  "config-unreadable/kind": file<{ file: string }>(({ file }) => `${file}: not an ordinary file; give a config file`),
  "config-unreadable/large": file<{ file: string; limit: number }>(
    ({ file, limit }) => `${file}: larger than ${limit} MB, the limit of a config; give a config file`,
  ),
  "config-unreadable": file<{ file: string; reason: string }>(
    ({ file, reason }) => `${file}: cannot be read (${reason})`,
  ),
  /** An error with this id carries the code of the first finding. */
  "bad-config/findings": config<{ first: string; more: number; file: string }>(({ first, more, file }) =>
    more > 0 ? `${first} (and ${more} more: matrix-network check ${file})` : first,
  ),
  "bad-config": config(() => "the config has errors; fix them first"),
  "bad-data": config(() => "data: has errors; fix them first"),
  "bad-option/overrides": usage<{ option: string; reason: string }>(
    ({ option, reason }) => `option ${option}: ${reason}`,
  ),
  "bad-option/backend": usage<{ text: string; backends: readonly string[] }>(
    ({ text, backends }) => `'${text}' is not a backend; use one of ${backends.join(", ")}`,
  ),
  "bad-option/integer": usage<{ text: string; min: number; max?: number }>(
    ({ text, min, max }) =>
      `'${text}' is not a whole number ${max === undefined ? `of at least ${min}` : `from ${min} to ${max}`}`,
  ),
  "bad-option/number": usage<{ text: string }>(({ text }) => `'${text}' is not a number; give one such as 0.97`),
  "bad-option/metric": usage<{ metric: string; task: string; names: readonly string[] }>(
    ({ metric, task, names }) => `'${metric}' is not a metric of this ${task}; use one of ${names.join(", ")}`,
  ),
  "bad-option/age": usage<{ text: string }>(
    ({ text }) => `'${text}' is not an age; give hours, days or weeks, as 12h, 30d or 2w`,
  ),
  "bad-option/prune": usage(
    () =>
      "--prune needs a rule for the runs to delete; add --keep N (keeps the newest N of each network), --older-than 30d, or both",
  ),
  "bad-option/without-prune": usage<{ option: string }>(
    ({ option }) => `${option} requires --prune; add it, or leave out ${option}`,
  ),
  "bad-option/epoch": usage<{ option: string; epoch: number; last: number }>(
    ({ option, epoch, last }) => `option ${option}: the run has not trained epoch ${epoch}; its last one is ${last}`,
  ),
  "bad-option/checkpoint": usage(() => "give best, last or the number of an epoch"),
  usage: usage<{ reason?: string }>(
    ({ reason = "wrong arguments" }) => `${reason}; usage: train CONFIG | resume RUN | take RUN | serve RUN | inspect`,
  ),
};
