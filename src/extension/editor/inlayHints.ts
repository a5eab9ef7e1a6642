/** Inlay hints after each layer (784 → 100 · 78,500 parameters), and the time per epoch. */
import {
  type Disposable,
  type Event,
  EventEmitter,
  InlayHint,
  type InlayHintsProvider,
  l10n,
  languages,
  type Uri,
} from "vscode";
import { DisposableStore } from "../base/disposables";
import { languageId } from "../base/language";
import type { Inspector } from "../process/inspector";
import type { TrainingProcesses } from "../process/trainingProcesses";
import { networkOutline, positionAfter } from "./parsedConfig";
import { formatParameters, formatShape } from "./shapeText";

/** Lines on which the Test Explorer shows the message of a failed check. */
interface FailedChecks {
  readonly onDidRun: Event<void>;
  failedLines(config: Uri): ReadonlySet<number>;
}

export function showInlayHints(inspector: Inspector, trainings: TrainingProcesses, checks: FailedChecks): Disposable {
  const store = new DisposableStore();
  const changed = store.add(new EventEmitter<void>());
  store.add(inspector.onDidLearn(() => changed.fire()));
  store.add(checks.onDidRun(() => changed.fire()));
  // A measurement during training would be wrong and slow the training down.
  store.add(trainings.onDidChange(() => trainings.atWork.length > 0 && inspector.slowTiming.giveUp()));
  const provider: InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    provideInlayHints: async (document, range) => {
      const { layers, parameters } = await networkOutline(document, inspector);
      const hints = layers.flatMap((layer) => {
        const shape = formatShape(layer);
        if (!shape) return [];
        const label = layer.parameters === undefined ? shape : `${shape} · ${formatParameters(layer.parameters)}`;
        const hint = new InlayHint(positionAfter(document, layer.offset + layer.length), label);
        hint.paddingLeft = true;
        if (parameters !== undefined) hint.tooltip = l10n.t("{0} in all layers", formatParameters(parameters));
        return [hint];
      });
      const { epochTimeHint } = await import("./epochTimeHint");
      const time = await epochTimeHint(document, inspector, trainings);
      if (time) hints.push(time);
      // VS Code shows the message of a failed check on top of other text on its line.
      const failedLines = checks.failedLines(document.uri);
      return hints.filter(({ position }) => range.contains(position) && !failedLines.has(position.line));
    },
  };
  store.add(languages.registerInlayHintsProvider({ language: languageId }, provider));
  return store;
}
