/**
 * The inlay hint after the number of epochs: the time per epoch and in total, or why it was not measured. A child
 * process measures it, never during training. The linter reports a missing backend.
 */
import { InlayHint, l10n, type Position, Range, type TextDocument, TextEdit, workspace } from "vscode";
import { asksForFolds } from "../../config/schema/folds";
import type { RequestResult } from "../../protocol/requests";
import { formatDuration } from "../base/formatting";
import { messageOf } from "../base/translated";
import { untrustedReason } from "../base/trust";
import type { Inspector } from "../process/inspector";
import type { TrainingProcesses } from "../process/trainingProcesses";
import { parseConfig, positionAfter } from "./parsedConfig";

type EpochTime = RequestResult<"epochTime">;

/** The default of config/schema. */
const defaultEpochs = 30;
const shortSeconds = 0.1;
/** VS Code truncates longer hints. */
const maxCharacters = 43;

export async function epochTimeHint(
  document: TextDocument,
  inspector: Inspector,
  { atWork }: TrainingProcesses,
): Promise<InlayHint | undefined> {
  const { findNodeAtLocation } = await import("jsonc-parser");
  const { root, value, syntaxFindings } = await parseConfig(document);
  const training = root && findNodeAtLocation(root, ["training"]);
  if (document.uri.scheme !== "file" || training?.type !== "object" || syntaxFindings.length > 0) return undefined;
  const written = findNodeAtLocation(training, ["epochs"]);
  const epochs = written ? Number(written.value) : defaultEpochs;
  if (!(epochs >= 1)) return undefined;
  // Folds take the time of many epochs, which the hint has no room for.
  if (asksForFolds(value)) return undefined;
  const stopsEarly = findNodeAtLocation(training, ["earlyStopping"]) !== undefined;
  const { result, problem } = inspector.timeOf(document.uri, value, { mayAsk: atWork.length === 0 }) ?? {};
  const label = result
    ? { text: formatEpochTime(result, epochs, stopsEarly), tooltip: timingTooltip(result) }
    : missingTimeLabel(problem?.code, problem && messageOf(problem));
  if (!label) return undefined;
  const position: Position = written
    ? positionAfter(document, written.offset + written.length)
    : document.positionAt(training.offset + 1);
  const hint = new InlayHint(position, label.text);
  hint.paddingLeft = true;
  hint.tooltip = label.tooltip;
  const where = result && otherBits(result);
  if (where && isAutomatic(value)) {
    hint.tooltip = `${label.tooltip}\n\n${where} ${l10n.t('Insert "backend": "wasm" for the same bits on every machine.')}`;
    hint.textEdits = await editsTo(document, ["backend"], "wasm");
  }
  return hint;
}

/** Returns a sentence about the backends that `auto` takes although their last bits depend on the machine. */
function otherBits({ backend, gpu }: EpochTime): string | undefined {
  if (gpu) return l10n.t("The last bits of the weights depend on the driver of the GPU.");
  return backend === "blas" ? l10n.t("The last bits of the weights depend on the BLAS of the machine.") : undefined;
}

/** Returns true if the config leaves the choice of the backend to the machine. */
const isAutomatic = (config: unknown): boolean =>
  ((config as { backend?: unknown } | undefined)?.backend ?? "auto") === "auto";

/** Returns the edits that set a key of the config. */
async function editsTo(document: TextDocument, path: string[], value: unknown): Promise<TextEdit[]> {
  const { fixEdits } = await import("../../config/check/fix");
  const { setTo } = await import("../../config/check/finding");
  return fixEdits(document.getText(), setTo(path, value)).map(({ offset, length, content }) =>
    TextEdit.replace(new Range(document.positionAt(offset), document.positionAt(offset + length)), content),
  );
}

/** Returns undefined if the user cannot change the reason here. */
function missingTimeLabel(code?: string, message?: string): { text: string; tooltip: string } | undefined {
  if (!workspace.isTrusted) return { text: l10n.t("not measured: workspace not trusted"), tooltip: untrustedReason() };
  return code === "too-slow" ? { text: l10n.t("too slow to measure here"), tooltip: message ?? "" } : undefined;
}

const timingTooltip = ({ backend, threads, gpu }: EpochTime): string =>
  gpu
    ? gpuTooltip(gpu)
    : l10n.t(
        "Measured on this machine with the first examples, on the backend {0} with {1} threads, including the evaluation after each epoch. Other programs slow training down.",
        backend,
        threads,
      );

const gpuTooltip = ({ adapter, microsecondsPerExample, beside }: NonNullable<EpochTime["gpu"]>): string =>
  l10n.t(
    "In an earlier run the backend {0} took {1} µs an example, and gpujs-webgpu on {2} took {3} µs, so auto trains the next run on the GPU.",
    beside.name,
    beside.microsecondsPerExample.toFixed(2),
    adapter,
    microsecondsPerExample.toFixed(2),
  );

function formatEpochTime({ seconds, backend, threads }: EpochTime, epochs: number, stopsEarly: boolean): string {
  const by = threads === 1 ? backend : `${backend} ×${threads}`;
  // Below this time, saving and reporting take longer than training.
  if (seconds < shortSeconds) return l10n.t("< {0} an epoch ({1})", formatDuration(shortSeconds), by);
  const [each, all] = [formatDuration(seconds), formatDuration(seconds * epochs)];
  const time = stopsEarly
    ? l10n.t("≈ {0} an epoch, at most {1}", each, all)
    : l10n.t("≈ {0} an epoch, {1} in all", each, all);
  const withBackend = `${time} (${by})`;
  return withBackend.length > maxCharacters ? time : withBackend;
}
