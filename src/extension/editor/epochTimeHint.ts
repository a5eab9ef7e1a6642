/** Behind the number of epochs: how long one takes on this machine, and all of them. Timed by the child process, never while a network trains. */
import { InlayHint, l10n, type Position, type TextDocument } from "vscode";
import type { Inspector } from "../inspector";
import type { Trainings } from "../trainings";
import { duration } from "../words";
import { behind, parsed } from "./parsed";

/** As in config/schema. */
const defaultEpochs = 30;
const shortSeconds = 0.1;

export async function epochTimeHint(
  document: TextDocument,
  inspector: Inspector,
  { atWork }: Trainings,
): Promise<InlayHint | undefined> {
  const { findNodeAtLocation } = await import("jsonc-parser");
  const { root, value, syntaxFindings } = await parsed(document);
  const training = root && findNodeAtLocation(root, ["training"]);
  if (training?.type !== "object" || syntaxFindings.length > 0) return undefined;
  const known = inspector.timeOf(document.uri, value, { mayAsk: atWork.length === 0 })?.result;
  if (!known) return undefined;
  const written = findNodeAtLocation(training, ["epochs"]);
  const epochs = written ? Number(written.value) : defaultEpochs;
  if (!(epochs >= 1)) return undefined;
  const place: Position = written
    ? behind(document, written.offset + written.length)
    : document.positionAt(training.offset + 1);
  const stopsEarly = findNodeAtLocation(training, ["earlyStopping"]) !== undefined;
  const hint = new InlayHint(place, inWords(known, epochs, stopsEarly));
  hint.paddingLeft = true;
  const { backend, threads } = known;
  hint.tooltip = l10n.t(
    "Timed on this machine with the first examples, by {0} with {1} threads, the evaluation after each epoch included; other programs slow it down.",
    backend,
    threads,
  );
  return hint;
}

/** No longer than VS Code shows of a hint. */
function inWords(
  { seconds, backend, threads }: { seconds: number; backend: string; threads: number },
  epochs: number,
  stopsEarly: boolean,
): string {
  const by = threads === 1 ? backend : `${backend} ×${threads}`;
  // Saving and telling take longer then.
  if (seconds < shortSeconds) return l10n.t("< {0} an epoch ({1})", duration(shortSeconds), by);
  const [each, all] = [duration(seconds), duration(seconds * epochs)];
  return stopsEarly
    ? l10n.t("≈ {0} an epoch, at most {1} ({2})", each, all, by)
    : l10n.t("≈ {0} an epoch, {1} in all ({2})", each, all, by);
}
