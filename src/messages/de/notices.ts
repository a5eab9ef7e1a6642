/** German for ../notices.ts. */
import { counted, type Severity, type TextsOf } from "../message";
import { type MeasuredTime, type noticeMessages, withoutFile, withoutStartKey } from "../notices";

const short = (value: number) => Number(value.toPrecision(3));

const severities: Record<Severity, string> = { error: "", warning: "Warnung: ", hint: "Hinweis: " };

const timeOf = ({ name, threads, microsecondsPerExample }: MeasuredTime) =>
  `${name} mit ${counted(threads, "Thread")} ${microsecondsPerExample.toFixed(2)} µs pro Beispiel`;

export const noticeTexts: TextsOf<typeof noticeMessages> = {
  finding: ({ where, severity, path, finding }) =>
    `${where}: ${severities[severity]}${path === "" ? "" : `${path}: `}${finding}`,
  "sweep-ignored": ({ file }) =>
    `${file}: Es wird ein einzelnes Netz trainiert, mit den Einstellungen der Konfiguration selbst; ` +
    "matrix-network sweep führt ihren Sweep aus",
  "lock-watched": ({ pid, host }) =>
    `laut Sperre trainiert Prozess ${pid} auf ${host} diesen Lauf, was von diesem Rechner aus nicht geprüft werden kann; ` +
    "die Sperre wird eine Minute lang beobachtet",
  "lock-watched/unreadable": () =>
    "die Sperre kann nicht gelesen werden, vielleicht weil ein anderer Prozess sie gerade schreibt; sie wird einige " +
    "Sekunden lang beobachtet",
  "metrics-torn": ({ torn }) =>
    `metrics.jsonl: Die letzte Zeile war unvollständig, ihre ${torn} Bytes werden daher entfernt; alle Zeilen davor ` +
    "bleiben, und ihr Ereignis wird erneut geschrieben",
  "metrics-torn/ended": ({ file }) =>
    `${file}: Die letzte Zeile ist unvollständig und wird ignoriert; setzen Sie den Lauf ab seinem letzten Prüfpunkt fort`,
  "run-crashed": () =>
    "der Prozess, der ihn trainiert hat, ist beendet; setzen Sie den Lauf ab seinem letzten Prüfpunkt fort",
  "metrics-lost": ({ file, epoch, finished }) =>
    "metrics.jsonl: Es " +
    (epoch > finished + 1 ? `fehlen die Epochen ${finished + 1} bis ${epoch}` : `fehlt Epoche ${epoch}`) +
    `, die ${file} enthält; das Training geht nach Epoche ${epoch} ohne diese Metriken und geänderten Einstellungen ` +
    "weiter: Stellen Sie die Datei aus einer Kopie wieder her, falls es eine gibt",
  "checkpoint-lost": ({ problem, file, from, finished }) => {
    const lost =
      finished > from + 1
        ? `die Epochen ${from + 1} bis ${finished} werden erneut trainiert`
        : finished > from
          ? `Epoche ${finished} wird erneut trainiert`
          : "keine abgeschlossene Epoche geht verloren";
    const where = file === undefined ? "von Anfang an" : `ab ${file}`;
    return `${problem.split("; ", 1)[0]}; das Training geht ${where} weiter: ${lost}`;
  },
  "events-thinned": ({ epochs, step }) =>
    step === 1
      ? `der Lauf hat jetzt ${epochs} Epochen, daher werden die Ereignisse layers und checkpoint wieder für jede Epoche ` +
        "geschrieben"
      : `der Lauf hat ${epochs} Epochen, daher werden die Ereignisse layers und checkpoint nur für eine von ${step} ` +
        "Epochen geschrieben; Ereignisse epoch und Prüfpunktdateien bleiben, wie sie sind",
  "fold-name": ({ fold, folds, repeat }) =>
    `Fold ${fold} von ${folds}${repeat === undefined ? "" : `, Wiederholung ${repeat}`}`,
  "start-problem": withoutStartKey,
  "without-file": withoutFile,
  "not-compared": ({ file, reason }) => `${file}: ${reason}`,
  "not-compared/history": ({ reason }) => `Verlauf: ${reason}`,
  "trial-gone": ({ number, group, reason }) => `nicht mit Versuch ${number} von ${group} verglichen: ${reason}`,
  "schedule-kept": ({ end, minimum }) =>
    `der Kosinus-Lernratenplan endet mit Epoche ${end}, von da an bleibt die Lernrate daher bei ${minimum}` +
    (minimum === 0
      ? ", womit nichts gelernt wird; beginnen Sie von diesem Lauf aus eine neue Konfiguration (training.start)"
      : ""),
  "schedule-moved": ({ epochs, before, after, minimum }) =>
    `der Kosinus-Lernratenplan endet jetzt mit Epoche ${epochs}, die Lernrate geht daher von ${short(before)} auf ` +
    `${short(after)} und fällt von dort auf ${minimum}; um mit einer eigenen Rate weiterzutrainieren, beginnen Sie von ` +
    "diesem Lauf aus eine neue Konfiguration (training.start)" +
    (minimum > 0 ? `; um bei ${minimum} zu bleiben, setzen Sie ihn mit --keep-schedule fort` : ""),
  "control-socket": ({ reason }) =>
    `kein anderes Fenster oder Terminal kann sich mit diesem Training verbinden: ${reason}`,
  "backend-degraded": ({ mode, backend, executor, reason }) =>
    `GPU.js hat den Modus ${mode} auf ${backend} (${executor}) ausgeführt: ${reason}`,
  "backend-reported": ({ backend, executor, adapter }) =>
    `GPU.js meldet nach einem ersten Aufruf: ${backend}, ${executor}` +
    (adapter ? ` auf ${adapter.name}${adapter.software ? ", einem Software-Adapter auf der CPU" : ""}` : ""),
  "backend-chosen": ({ name }) => `namentlich angefordert: ${name}`,
  "backend-chosen/small": () =>
    "auto: wasm, weil ein Schritt zu klein ist, als dass ein anderes Backend schneller wäre",
  "backend-chosen/measured": ({ isRemembered, times: [first, ...others] }) =>
    `auto: ${isRemembered ? "früher gemessen" : "gemessen"}: ${timeOf(first)}` +
    (others.length > 0 ? `; ${others.map(timeOf).join(", ")}` : ""),
  "backend-chosen/gpu": ({ adapter, microsecondsPerExample, beside }) =>
    `auto: früher gemessen: gpujs-webgpu auf ${adapter} ${microsecondsPerExample.toFixed(2)} µs pro Beispiel; ` +
    `${timeOf(beside)}; die letzten Bits hängen vom Treiber ab ("backend": "wasm" ergibt überall dieselben Bits)`,
  "gpu-refused/changed": ({ adapter }) =>
    `gpujs-webgpu war auf ${adapter} schneller, doch der Adapter oder sein Treiber hat sich seitdem geändert`,
  "gpu-refused/failed": ({ adapter, why }) =>
    `gpujs-webgpu war auf ${adapter} schneller, startet aber jetzt nicht: ${why}`,
  "backend-chosen/run": () => "der Lauf wurde damit begonnen",
  "backend-chosen/trial": () => "der Versuch wurde damit trainiert",
  "backend-chosen/folds": () => "die Folds wurden damit trainiert",
  "backend-chosen/group": () => "Gruppen sind darauf festgelegt",
  "backend-chosen/reported": ({ reason, reported }) => `${reason}; ${reported}`,
};
