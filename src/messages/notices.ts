/**
 * Sentences that are no errors: warnings of a training, and why it has its backend. `finding` is the line of a finding
 * of the linter, whose own message is one of its values.
 */
import type { Severity } from "./message";

export interface Notice<Values> {
  readonly text: (values: Values) => string;
}
export const notice = <Values = Record<never, never>>(text: (values: Values) => string): Notice<Values> => ({ text });

const short = (value: number) => Number(value.toPrecision(3));
const threadsOf = (threads: number) => (threads === 1 ? "1 thread" : `${threads} threads`);

/** Returns a sentence without the file that it starts with, for those who name the file themselves. */
export const withoutFile = ({ problem, file }: { problem: string; file?: string | undefined }) =>
  file !== undefined && problem.startsWith(`${file}: `) ? problem.slice(file.length + 2) : problem;

/** Returns why training cannot start from a file, without the config and its key, which the finding has. */
export const withoutStartKey = ({ problem }: { problem: string }) =>
  problem.replace(/^.*?training\.start(\.weights)?: /, "");

/** Time of a backend for an example, as `auto` measured it. */
export interface MeasuredTime {
  readonly name: string;
  readonly threads: number;
  readonly microsecondsPerExample: number;
}
const timeOf = ({ name, threads, microsecondsPerExample }: MeasuredTime) =>
  `${name} with ${threadsOf(threads)} ${microsecondsPerExample.toFixed(2)} µs an example`;

export const noticeMessages = {
  finding: notice<{ where: string; severity: Severity; path: string; finding: string }>(
    ({ where, severity, path, finding }) =>
      `${where}: ${severity === "error" ? "" : `${severity}: `}${path === "" ? "" : `${path}: `}${finding}`,
  ),
  "sweep-ignored": notice<{ file: string }>(
    ({ file }) =>
      `${file}: one network is trained, with the settings of the config itself; matrix-network sweep runs its sweep`,
  ),
  "lock-watched": notice<{ pid: number; host: string }>(
    ({ pid, host }) =>
      `according to its lock, process ${pid} on ${host} trains this run, which cannot be checked from this machine; ` +
      "watching the lock for a minute",
  ),
  "lock-watched/unreadable": notice(
    () => "its lock cannot be read, perhaps because another process is writing it; watching the lock for some seconds",
  ),
  "metrics-torn": notice<{ torn: number }>(
    ({ torn }) =>
      `metrics.jsonl: its last line was incomplete, so its ${torn} bytes are removed; all lines before it stay, and ` +
      "its event is written again",
  ),
  "metrics-torn/ended": notice<{ file: string }>(
    ({ file }) => `${file}: its last line is incomplete, so it is ignored; resume the run from its last checkpoint`,
  ),
  "run-crashed": notice(() => "the process that trained it has exited; resume it from its last checkpoint"),
  "metrics-lost": notice<{ file: string; epoch: number; finished: number }>(
    ({ file, epoch, finished }) =>
      `metrics.jsonl: lacks ${epoch > finished + 1 ? `epochs ${finished + 1} to ${epoch}` : `epoch ${epoch}`}, which ` +
      `${file} contains; training continues after epoch ${epoch} without these metrics and changes of settings: ` +
      "restore the file from a copy if there is one",
  ),
  "checkpoint-lost": notice<{ problem: string; file?: string | undefined; from: number; finished: number }>(
    ({ problem, file = "the start", from, finished }) => {
      const lost =
        finished > from + 1
          ? `epochs ${from + 1} to ${finished} are trained again`
          : finished > from
            ? `epoch ${finished} is trained again`
            : "no finished epoch is lost";
      return `${problem.split("; ", 1)[0]}; training continues from ${file}: ${lost}`;
    },
  ),
  "events-thinned": notice<{ epochs: number; step: number }>(({ epochs, step }) =>
    step === 1
      ? `the run has ${epochs} epochs now, so layers and checkpoint events are written for every epoch again`
      : `the run has ${epochs} epochs, so layers and checkpoint events are written for one epoch in ${step} only; ` +
        "epoch events and checkpoint files stay as they are",
  ),
  "fold-name": notice<{ fold: number; folds: number; repeat?: number }>(
    ({ fold, folds, repeat }) => `fold ${fold} of ${folds}${repeat === undefined ? "" : `, repeat ${repeat}`}`,
  ),
  "start-problem": notice<{ problem: string }>(withoutStartKey),
  "without-file": notice<{ problem: string; file?: string | undefined }>(withoutFile),
  "not-compared": notice<{ file: string; reason: string }>(({ file, reason }) => `${file}: ${reason}`),
  "not-compared/history": notice<{ reason: string }>(({ reason }) => `history: ${reason}`),
  "trial-gone": notice<{ number: number; group: string; reason: string }>(
    ({ number, group, reason }) => `not compared with trial ${number} of ${group}: ${reason}`,
  ),
  "schedule-kept": notice<{ end: number; minimum: number }>(
    ({ end, minimum }) =>
      `the cosine schedule ends with epoch ${end}, so the learning rate stays at ${minimum} from there on` +
      (minimum === 0 ? ", with which nothing is learned; start a new config from this run (training.start)" : ""),
  ),
  "schedule-moved": notice<{ epochs: number; before: number; after: number; minimum: number }>(
    ({ epochs, before, after, minimum }) =>
      `the cosine schedule now ends with epoch ${epochs}, so the learning rate goes from ${short(before)} to ` +
      `${short(after)}, and falls from there to ${minimum}; to train on with a rate of your own, start a new config ` +
      "from this run (training.start)" +
      (minimum > 0 ? `; to stay at ${minimum}, resume with --keep-schedule` : ""),
  ),
  "control-socket": notice<{ reason: string }>(
    ({ reason }) => `no other window or terminal can attach to this training: ${reason}`,
  ),
  "backend-degraded": notice<{ mode: string; backend: string; executor: string; reason: string }>(
    ({ mode, backend, executor, reason }) => `GPU.js ran mode ${mode} on ${backend} (${executor}): ${reason}`,
  ),

  "backend-reported": notice<{
    backend: string;
    executor: string;
    adapter: { readonly name: string; readonly software: boolean } | undefined;
  }>(
    ({ backend, executor, adapter }) =>
      `GPU.js reports after a first call: ${backend}, ${executor}` +
      (adapter ? ` on ${adapter.name}${adapter.software ? ", a software adapter on the CPU" : ""}` : ""),
  ),
  "backend-chosen": notice<{ name: string }>(({ name }) => `requested by name: ${name}`),
  "backend-chosen/small": notice(() => "auto: wasm, because a step is too small for another backend to be faster"),
  "backend-chosen/measured": notice<{ isRemembered: boolean; times: readonly MeasuredTime[] }>(
    ({ isRemembered, times: [first, ...others] }) =>
      `auto: ${isRemembered ? "remembered" : "measured"}: ${timeOf(first)}` +
      (others.length > 0 ? `; ${others.map(timeOf).join(", ")}` : ""),
  ),
  "backend-chosen/gpu": notice<{ adapter: string; microsecondsPerExample: number; beside: MeasuredTime }>(
    ({ adapter, microsecondsPerExample, beside }) =>
      `auto: remembered: gpujs-webgpu on ${adapter} ${microsecondsPerExample.toFixed(2)} µs an example; ` +
      `${timeOf(beside)}; the last bits depend on the driver ("backend": "wasm" gives the same bits everywhere)`,
  ),
  "gpu-refused/changed": notice<{ adapter: string }>(
    ({ adapter }) => `gpujs-webgpu was faster on ${adapter}, but the adapter or its driver has changed since`,
  ),
  "gpu-refused/failed": notice<{ adapter: string; why: string }>(
    ({ adapter, why }) => `gpujs-webgpu was faster on ${adapter}, but does not start now: ${why}`,
  ),
  "backend-chosen/run": notice(() => "the run was started with it"),
  "backend-chosen/trial": notice(() => "the trial was trained with it"),
  "backend-chosen/folds": notice(() => "the folds were trained with it"),
  "backend-chosen/group": notice(() => "groups are pinned to it"),
  "backend-chosen/reported": notice<{ reason: string; reported: string }>(
    ({ reason, reported }) => `${reason}; ${reported}`,
  ),
};
