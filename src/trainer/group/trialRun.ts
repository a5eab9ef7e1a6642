/**
 * Trains one trial of a group in this process, from its newest checkpoint, as a session does: the same loop, bits and
 * run folder, and a control socket. It writes what is needed to continue.
 */

import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Backend } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import { noticed } from "../../messages";
import type { EpochEnded, Event } from "../../protocol/events";
import { readCheckpoint, weightsHash } from "../../runs/checkpoint";
import { latestPerEpoch, readEvents } from "../../runs/events";
import { figuresIn } from "../../runs/measured";
import { createTrialRun, type RunWriter, reopenTrialRun } from "../../runs/writer";
import { Replay } from "../experiment/changes";
import { asNetworkError, failedEvent, forLog } from "../experiment/failure";
import type { Experiment } from "../experiment/prepare";
import { readSavedStart, readStartWeights } from "../experiment/startWeights";
import { EpochEvaluation } from "../session/epochEvaluation";
import { EpochLoop } from "../session/epochLoop";
import { isTrialMeasured } from "../session/eventStep";
import { LiveTraining } from "../session/liveTraining";
import { logLine } from "../session/logLine";
import { warningEvents } from "../session/notices";
import { goOn, manifestOf } from "../session/openSession";
import { PauseGate, type StopReason } from "../session/pauseGate";
import { makeTraining, startedEvent } from "../session/startTraining";
import { TrialCheckpoints } from "./trialCheckpoints";
import { TrialControl } from "./trialControl";

export interface TrialOrder {
  /** Path of the run folder; created if missing. */
  folder: string;
  /** Run folder of the trial that this one continues. */
  from?: string | undefined;
  experiment: Experiment;
  backend: Backend;
  /** Folder of the runs that the config may start from. */
  runsDir?: string | undefined;
  keepEpochs: boolean;
  /** Aborted with a StopReason: the trial is handed on with a checkpoint. A client's Stop aborts it too. */
  stopping: AbortController;
  /** Rejects if another process has taken the trial over. */
  confirm(): Promise<void>;
  /** Called when the trial needs the backend no more, and only its files are left to be written. */
  onTrained?: (() => void) | undefined;
  onEvent?: ((event: Event) => void) | undefined;
}

/** The outcome of a trial: independent of when, where and in how many attempts it was trained. */
export interface TrialEnd {
  /** The last trained epoch. */
  readonly epochs: number;
  /** The best epoch, and the figures at its end. */
  readonly best: { readonly epoch: number; readonly figures: Readonly<Record<string, number>> };
  /** SHA-256 (hex) of the best epoch's parameters. */
  readonly weights: string;
}

/** Returns undefined if it was stopped. Throws the NetworkError that ended it, also if another process took over. */
export async function trainTrial(order: TrialOrder): Promise<TrialEnd | undefined> {
  const { writer, isNew } = await openRun(order);
  let control: TrialControl | undefined;
  const emit = async (event: Event) => {
    order.onEvent?.(event);
    control?.send(event);
    const line = event.type === "epoch" ? undefined : logLine(event);
    if (line) writer.log(line);
    await writer.append(event);
  };
  const { signal } = order.stopping;
  const gate = new PauseGate(yieldMilliseconds);
  const stop = () => gate.stop(signal.reason as StopReason);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  try {
    return await train(order, { writer, isNew, gate, emit }, (opened) => {
      control = opened;
    });
  } catch (thrown) {
    const error = asNetworkError(thrown);
    if (error.code === "trial-followed" || error.code === "run-taken-over") throw error;
    writer.log(`failed: ${forLog(error)}`);
    await emit(failedEvent(error)).catch(() => {});
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    gate.close();
    await control?.close();
    await writer.close();
  }
}

interface Opened {
  readonly writer: RunWriter;
  /** True if nothing was trained in the run folder yet. */
  readonly isNew: boolean;
  readonly gate: PauseGate;
  readonly emit: (event: Event) => Promise<void>;
}

async function train(
  order: TrialOrder,
  { writer, isNew, gate, emit }: Opened,
  onControl: (control: TrialControl) => void,
): Promise<TrialEnd | undefined> {
  const { experiment, backend, stopping, confirm, onTrained, keepEpochs, runsDir, folder } = order;
  const { checkpoint, changes, edits, warnings } = isNew
    ? fromTheStart
    : await goOn(folder, experiment.config, writer.torn);
  const { start: wanted } = experiment.config.training;
  const saved = wanted && (await readSavedStart(folder));
  const start = saved ?? (wanted && (await readStartWeights(wanted, experiment, runsDir)).arrays);
  const training = await makeTraining({ experiment, backend, start });
  training.edited.add(edits);
  const checkpoints = new TrialCheckpoints(training, writer, emit, {
    keepEpochs,
    confirm,
    isStopping: () => gate.stopReason !== undefined,
    onTrained: () => {
      // The backend may belong to another trial now: no request may read it.
      gate.close();
      onTrained?.();
    },
  });
  const evaluation = new EpochEvaluation(training, backend, experiment.dataset);
  if (start && !saved) await checkpoints.saveStart();
  if (checkpoint) await checkpoints.restore(checkpoint);
  const seen: EpochEnded[] = [];
  const loop = new EpochLoop({
    training,
    evaluation,
    checkpoints,
    gate,
    replay: new Replay(changes),
    callMilliseconds,
    ...(!keepEpochs && { isMeasured: isTrialMeasured }),
    emit: async (event) => {
      if (event.type === "epoch") seen.push(event);
      await emit(event);
    },
  });
  const live = new LiveTraining(gate, () => ({ experiment, backend, loop, start }));
  const control = await TrialControl.open({ live, writer, gate, stop: () => stopping.abort("stopped") });
  onControl(control);
  const began = performance.now();
  await emit(
    startedEvent({ experiment, backend, backendReason: noticed("backend-chosen/group", {}) }, training, folder),
  );
  for (const each of [...warningEvents(experiment), ...warnings, ...control.warnings]) await emit(each);
  try {
    const reason = await loop.run();
    const seconds = (performance.now() - began) / 1000;
    await emit({ type: "done", reason, ...(checkpoints.best && { best: checkpoints.best }), seconds });
    const isStopped = reason === "stopped" || reason === "interrupted";
    return isStopped ? undefined : await endOf(folder, checkpoints, seen);
  } finally {
    await live.close();
  }
}

/** Trials seldom get requests: calls are longer, turns of the event loop fewer than in a session. */
const [callMilliseconds, yieldMilliseconds] = [25, 8];

/** Result of `goOn` for a folder in which nothing was trained. */
const fromTheStart: Awaited<ReturnType<typeof goOn>> = { changes: [], edits: [], warnings: [] };

/** Continues a folder of an earlier attempt; replaces it if it is damaged. */
async function openRun(order: TrialOrder): Promise<Pick<Opened, "writer" | "isNew">> {
  const { folder, from, experiment, backend } = order;
  const { file: configPath } = experiment;
  if (existsSync(folder)) {
    try {
      const writer = await reopenTrialRun(folder);
      try {
        await goOn(folder, experiment.config, writer.torn);
        return { writer, isNew: false };
      } catch (error) {
        await writer.close();
        throw error;
      }
    } catch (error) {
      if (!(error instanceof NetworkError) || !isDamaged(error)) throw error;
      await rm(folder, { recursive: true, force: true });
    }
  }
  const manifest = manifestOf(experiment, backend);
  const created = await createTrialRun(folder, { configPath, manifest, from });
  return { writer: created ?? (await reopenTrialRun(folder)), isNew: created !== undefined && from === undefined };
}

const isDamaged = ({ code }: NetworkError): boolean => code.endsWith("-damaged") || code === "run-missing";

async function endOf(folder: string, checkpoints: TrialCheckpoints, seen: readonly EpochEnded[]): Promise<TrialEnd> {
  const { best } = checkpoints;
  if (!best) throw new NetworkError("no-epoch", { folder });
  // The best epoch may be of an earlier attempt, or of the trial that this one continues.
  const before = seen.some(({ epoch }) => epoch === best.epoch) ? [] : await readEvents(folder, ["started", "epoch"]);
  const epochs = [...latestPerEpoch(before).filter((event) => event.type === "epoch"), ...seen];
  const ended = epochs.findLast(({ epoch }) => epoch === best.epoch);
  if (!ended) throw new NetworkError("no-epoch", { folder });
  const checkpoint = checkpoints.bestCheckpoint ?? (await readCheckpoint(join(folder, "best.npz")));
  return {
    epochs: Math.max(...epochs.map(({ epoch }) => epoch)),
    best: { epoch: best.epoch, figures: figuresIn(ended) },
    weights: weightsHash(checkpoint),
  };
}
