/** Errors about run folders: missing, damaged or locked files, and weights that they do not contain. */
import { errorsOf } from "./message";

const run = errorsOf("run");
const config = errorsOf("config");
const usage = errorsOf("usage");
const file = errorsOf("file");

const damaged = (where: string, what: string) =>
  `${where}: ${what}; use another checkpoint of this run, or train again`;

export const runMessages = {
  "run-missing/folder": run<{ file: string }>(({ file }) => `${file}: does not exist; give the folder of a run`),
  "run-missing/file": run<{ file: string }>(
    ({ file }) => `${file}: does not exist, though other files of a run do; restore it from a copy, or train again`,
  ),
  "run-missing/other": run<{ file: string }>(
    ({ file }) => `${file}: does not exist, so its folder is not a run folder; give the folder of a run`,
  ),
  "run-missing/config": run<{ file: string; run?: string }>(({ file, run }) =>
    run === undefined
      ? `${file}: is a config, not the folder of a run, and it has no run yet; train it first, or give a run`
      : `${file}: is a config, not the folder of a run; give one of its runs: the newest is ${run}`,
  ),
  "run-missing/runs": run<{ folder: string; run: string }>(
    ({ folder, run }) => `${folder}: is not a run folder, but contains runs; give one of them: the newest is ${run}`,
  ),
  "run-missing/within": run<{ file: string; run: string }>(
    ({ file, run }) => `${file}: is a file of a run; give its folder, ${run}`,
  ),
  "run-missing/gone": run<{ folder: string }>(
    ({ folder }) => `${folder}: was moved or deleted while it was trained; if it was moved, resume it where it is now`,
  ),
  "run-missing/no-folder": run<{ file: string }>(
    ({ file }) => `${file}: is a file, not the folder of a run; give the folder of a run`,
  ),
  "run-no-access": run<{ file: string; access: "read" | "write" }>(
    ({ file, access }) =>
      `${file}: no permission to ${access}; change its permissions, or keep runs elsewhere with --runs`,
  ),
  "run-read-only": run<{ file: string }>(
    ({ file }) =>
      `${file}: the file system is read-only; keep runs elsewhere with --runs (in VS Code by the setting ` +
      "matrixNetwork.runsFolder), or mount it for writing",
  ),
  "run-disk-full": run<{ file: string }>(
    ({ file }) => `${file}: the disk is full; free some space, then resume the run`,
  ),
  "run-io": run<{ file: string; reason: string }>(
    ({ file, reason }) => `${file}: ${reason}; fix that, or keep runs elsewhere with --runs`,
  ),
  "run-locked": run<{ folder: string; pid?: number; host?: string; lock: string }>(
    ({ folder, pid, host, lock }) =>
      `${folder}: ${pid === undefined ? "another process" : `process ${pid}${host === undefined ? "" : ` on ${host}`}`} ` +
      `is training this run; stop it first, or remove ${lock} if it is not`,
  ),
  "run-taken-over": run<{ folder: string; pid: number; host: string }>(
    ({ folder, pid, host }) =>
      `${folder}: process ${pid} on ${host} has taken over this run, because its lock was not renewed for a minute; ` +
      "follow that process, or resume the run when it has ended",
  ),
  "run-ended": run(() => "the run has ended; open its folder instead"),
  "edit-late": run<{ epoch: number; batch: number }>(
    ({ epoch, batch }) =>
      `the training has continued meanwhile: minibatch ${batch} of epoch ${epoch} is next; pause it, and set the value there`,
  ),
  "not-started": run(() => "the run has not started yet; ask again after its `started` event"),
  "manifest-damaged/key": run<{ file: string; key: string; reason: string }>(
    ({ file, key, reason }) =>
      `${file}: ${key === "" ? "" : `${key}: `}${reason}; it is damaged or of another version: ` +
      "restore it, or train again",
  ),
  "manifest-damaged/checksum": run<{ file: string }>(
    ({ file }) => `${file}: has another checksum than when it was written; it is damaged: restore it, or train again`,
  ),
  "label-damaged/json": run<{ file: string }>(
    ({ file }) => `${file}: is not a JSON object, so the run has no name and no pin; correct or remove it`,
  ),
  "label-damaged/key": run<{ file: string; key: string; should: string }>(
    ({ file, key, should }) => `${file}: ${key} should be ${should} and is ignored; correct or remove it`,
  ),
  "metrics-damaged/event": run<{ file: string; number: number; line: string }>(
    ({ file, number, line }) => `${file}: line ${number} is not an event: ${line}; remove it, then open the run again`,
  ),
  "metrics-damaged/unknown": run<{ file: string; number: number; type: string }>(
    ({ file, number, type }) =>
      `${file}: line ${number} is an event of type ${type}, which this version does not know and cannot skip; ` +
      "open the run with the version that wrote it",
  ),
  "metrics-damaged/checksum": run<{ file: string; number: number; line: string }>(
    ({ file, number, line }) =>
      `${file}: line ${number} has another checksum than when it was written: ${line}; remove it, then open the run again`,
  ),
  "checkpoint-damaged/archive": run<{ file: string; reason: string }>(({ file, reason }) => damaged(file, reason)),
  "checkpoint-damaged/missing": run<{ file: string; array: string }>(({ file, array }) =>
    damaged(file, `the array ${array} is missing`),
  ),
  "checkpoint-damaged/type": run<{ file: string; array: string }>(({ file, array }) =>
    damaged(file, `the array ${array} is not float32`),
  ),
  "checkpoint-damaged/unknown": run<{ file: string; array: string }>(({ file, array }) =>
    damaged(file, `the array ${array} has no checksum`),
  ),
  "checkpoint-damaged/checksum": run<{ file: string; array: string }>(({ file, array }) =>
    damaged(file, `the array ${array} has another checksum than when it was saved`),
  ),
  "checkpoint-damaged/state-checksum": run<{ file: string }>(({ file }) =>
    damaged(file, "its state has another checksum than when it was saved"),
  ),
  "checkpoint-damaged/beside": run<{ file: string }>(({ file }) =>
    damaged(file, "the optimizer's state does not belong to its weights"),
  ),
  "checkpoint-damaged/no-state": run<{ file: string }>(({ file }) => damaged(file, "it has no state")),
  "checkpoint-damaged/state": run<{ file: string }>(({ file }) => damaged(file, "its state has an unknown form")),
  "checkpoint-damaged/all": run<{ folder: string; what: string }>(
    ({ folder, what }) =>
      `${folder}: no saved epoch can be read (${what}); restore the files from a copy, or train again`,
  ),
  "bad-edit": run<{ what: string }>(
    ({ what }) =>
      `metrics.jsonl has a value, set in the debugger, that does not fit this network: ${what}; restore it from a copy`,
  ),
  "epoch-not-kept": run<{ folder: string; epoch: number }>(
    ({ folder, epoch }) =>
      `${folder}: the weights of epoch ${epoch} were not saved; choose another epoch, or set training.keepEvery`,
  ),
  "no-weights/none": run<{ folder: string }>(
    ({ folder }) => `${folder}: no weights have been saved yet; resume it first`,
  ),
  "no-weights/missing": run<{ folder: string; missing: string; others: readonly (string | number)[] }>(
    ({ folder, missing, others }) =>
      `${folder}: ${missing} is missing; use other weights (${others.join(", ")}), or resume the run`,
  ),
  "no-epoch": run<{ folder: string }>(
    ({ folder }) => `${folder}: no completed epoch is saved, so nothing can be verified; resume it first`,
  ),
  "nothing-trained": run<{ folder: string }>(
    ({ folder }) => `${folder}: no trained minibatch has been saved; resume it first`,
  ),
  "parameter-shape/run": run<{ folder: string; name: string }>(
    ({ folder, name }) => `${folder}: ${name} does not match the run's config; train again`,
  ),
  "parameter-shape/missing": run<{ folder: string; name: string }>(
    ({ folder, name }) => `${folder}: ${name} is missing; train again`,
  ),
  "parameter-shape/other-run": run<{ name: string }>(
    ({ name }) => `${name} is missing in one of the two runs; train it again`,
  ),
  "parameter-shape/network": run<{ name: string; wanted: readonly number[]; found?: readonly number[] }>(
    ({ name, wanted, found }) =>
      `${name}: should be [${wanted.join(", ")}] and ` +
      `${found ? `has shape [${found.join(", ")}]` : "is missing"}; these weights belong to another network`,
  ),
  "backend-missing/recorded": errorsOf("unavailable")<{ folder: string; backend: string }>(
    ({ folder, backend }) => `${folder}: this version has no backend ${backend}; use the version that trained it`,
  ),
  kept: usage<{ option: string; value: unknown }>(
    ({ option, value }) => `a resumed run keeps its ${option}, ${value}; remove --${option}, or train a new run`,
  ),
  "schedule-ended": usage<{ epochs: number }>(
    ({ epochs }) =>
      `the cosine schedule of this run ends with epoch ${epochs} at a learning rate of 0, where the network stops learning; ` +
      "leave out --keep-schedule, or start a new config from this run (training.start)",
  ),
  "nothing-to-resume/early-stopped": usage<{ folder: string; epoch: number }>(
    ({ folder, epoch }) =>
      `${folder}: early stopping ended the run after epoch ${epoch}; train again with more patience`,
  ),
  "nothing-to-resume/completed": usage<{ folder: string; epochs: number }>(
    ({ folder, epochs }) => `${folder}: ${epochs} epochs are already trained; continue with --epochs ${epochs * 2}`,
  ),
  "start-weights/unreadable": config<{ config: string; name: string; reason: string }>(
    ({ config, name, reason }) =>
      `${config}: training.start.weights: ${name} cannot be read (${reason}); correct the path`,
  ),
  "start-weights/format": config<{ config: string; name: string; reason: string }>(
    ({ config, name, reason }) => `${config}: training.start.weights: ${name}: ${reason}`,
  ),
  "weights-unreadable": file<{ file: string; reason: string }>(
    ({ file, reason }) => `${file}: cannot be read (${reason}); correct the path`,
  ),
  "start-weights/missing": config<{ config: string; name: string }>(
    ({ config, name }) => `${config}: training.start: has no ${name}; give weights of this network`,
  ),
  "start-weights/shape": config<{
    config: string;
    name: string;
    found: readonly number[];
    wanted: readonly number[];
  }>(
    ({ config, name, found, wanted }) =>
      `${config}: training.start: ${name} is [${found.join(", ")}], this network has [${wanted.join(", ")}]; ` +
      "give weights of this network",
  ),
  "start-weights/bias": config<{ config: string; name: string; layer: number }>(
    ({ config, name, layer }) =>
      `${config}: training.start: has biases ${name}, and layers[${layer}] of this network has "bias": false; remove it`,
  ),
  "start-weights/layers": config<{ config: string; name: string }>(
    ({ config, name }) => `${config}: training.start: has one layer more than this network, ${name}; add the layer`,
  ),
  out: file<{ file: string; reason: string }>(
    ({ file, reason }) => `${file}: cannot be written (${reason}); choose another file`,
  ),
};
