/** German for ../runs.ts. */
import type { TextsOf } from "../message";
import type { runMessages } from "../runs";

const damaged = (where: string, what: string) =>
  `${where}: ${what}; verwenden Sie einen anderen Prüfpunkt dieses Laufs, oder trainieren Sie erneut`;

export const runTexts: TextsOf<typeof runMessages> = {
  "run-missing/folder": ({ file }) => `${file}: existiert nicht; geben Sie den Ordner eines Laufs an`,
  "run-missing/file": ({ file }) =>
    `${file}: existiert nicht, obwohl es andere Dateien eines Laufs gibt; stellen Sie die Datei aus einer Kopie wieder ` +
    "her, oder trainieren Sie erneut",
  "run-missing/other": ({ file }) =>
    `${file}: existiert nicht, der Ordner gehört daher zu keinem Lauf; geben Sie den Ordner eines Laufs an`,
  "run-missing/config": ({ file, run }) =>
    run === undefined
      ? `${file}: ist eine Konfiguration, nicht der Ordner eines Laufs, und hat noch keinen Lauf; trainieren Sie sie ` +
        "zuerst, oder geben Sie einen Lauf an"
      : `${file}: ist eine Konfiguration, nicht der Ordner eines Laufs; geben Sie einen ihrer Läufe an: Der neueste ist ${run}`,
  "run-missing/runs": ({ folder, run }) =>
    `${folder}: ist nicht der Ordner eines Laufs, enthält aber Läufe; geben Sie einen davon an: Der neueste ist ${run}`,
  "run-missing/within": ({ file, run }) => `${file}: ist eine Datei eines Laufs; geben Sie seinen Ordner an, ${run}`,
  "run-missing/gone": ({ folder }) =>
    `${folder}: wurde während des Trainings verschoben oder gelöscht; wurde er verschoben, setzen Sie ihn am neuen Ort fort`,
  "run-missing/no-folder": ({ file }) =>
    `${file}: ist eine Datei, nicht der Ordner eines Laufs; geben Sie den Ordner eines Laufs an`,
  "run-no-access": ({ file, access }) =>
    `${file}: keine Berechtigung zum ${access === "read" ? "Lesen" : "Schreiben"}; ändern Sie die Berechtigungen, ` +
    "oder bewahren Sie Läufe mit --runs anderswo auf",
  "run-read-only": ({ file }) =>
    `${file}: das Dateisystem ist schreibgeschützt; bewahren Sie Läufe mit --runs anderswo auf (in VS Code mit der ` +
    "Einstellung matrixNetwork.runsFolder), oder binden Sie es zum Schreiben ein",
  "run-disk-full": ({ file }) =>
    `${file}: der Datenträger ist voll; geben Sie Speicherplatz frei, und setzen Sie dann den Lauf fort`,
  "run-io": ({ file, reason }) =>
    `${file}: ${reason}; beheben Sie das, oder bewahren Sie Läufe mit --runs anderswo auf`,
  "run-locked": ({ folder, pid, host, lock }) =>
    `${folder}: ${pid === undefined ? "ein anderer Prozess" : `Prozess ${pid}${host === undefined ? "" : ` auf ${host}`}`} ` +
    `trainiert diesen Lauf; beenden Sie ihn zuerst, oder entfernen Sie ${lock}, falls das nicht zutrifft`,
  "run-taken-over": ({ folder, pid, host }) =>
    `${folder}: Prozess ${pid} auf ${host} hat diesen Lauf übernommen, weil seine Sperre eine Minute lang nicht erneuert ` +
    "wurde; folgen Sie jenem Prozess, oder setzen Sie den Lauf fort, wenn er beendet ist",
  "run-ended": () => "der Lauf ist beendet; öffnen Sie stattdessen seinen Ordner",
  "edit-late": ({ epoch, batch }) =>
    `das Training ist inzwischen weitergegangen: Minibatch ${batch} von Epoche ${epoch} ist der nächste; halten Sie es an, ` +
    "und setzen Sie den Wert dort",
  "not-started": () => "der Lauf hat noch nicht begonnen; fragen Sie erneut nach seinem Ereignis `started`",
  "manifest-damaged/key": ({ file, key, reason }) =>
    `${file}: ${key === "" ? "" : `${key}: `}${reason}; die Datei ist beschädigt oder von einer anderen Version: ` +
    "Stellen Sie sie wieder her, oder trainieren Sie erneut",
  "manifest-damaged/checksum": ({ file }) =>
    `${file}: hat eine andere Prüfsumme als beim Schreiben; die Datei ist beschädigt: Stellen Sie sie wieder her, oder ` +
    "trainieren Sie erneut",
  "label-damaged/json": ({ file }) =>
    `${file}: ist kein JSON-Objekt, der Lauf hat daher weder Namen noch Markierung; korrigieren oder entfernen Sie die Datei`,
  "label-damaged/key": ({ file, key, should }) =>
    `${file}: ${key} sollte ${should} sein und wird ignoriert; korrigieren oder entfernen Sie es`,
  "metrics-damaged/event": ({ file, number, line }) =>
    `${file}: Zeile ${number} ist kein Ereignis: ${line}; entfernen Sie sie, und öffnen Sie dann den Lauf erneut`,
  "metrics-damaged/unknown": ({ file, number, type }) =>
    `${file}: Zeile ${number} ist ein Ereignis vom Typ ${type}, den diese Version nicht kennt und nicht überspringen kann; ` +
    "öffnen Sie den Lauf mit der Version, die ihn geschrieben hat",
  "metrics-damaged/checksum": ({ file, number, line }) =>
    `${file}: Zeile ${number} hat eine andere Prüfsumme als beim Schreiben: ${line}; entfernen Sie sie, und öffnen Sie ` +
    "dann den Lauf erneut",
  "checkpoint-damaged/archive": ({ file, reason }) => damaged(file, reason),
  "checkpoint-damaged/missing": ({ file, array }) => damaged(file, `das Array ${array} fehlt`),
  "checkpoint-damaged/type": ({ file, array }) => damaged(file, `das Array ${array} ist nicht float32`),
  "checkpoint-damaged/unknown": ({ file, array }) => damaged(file, `das Array ${array} hat keine Prüfsumme`),
  "checkpoint-damaged/checksum": ({ file, array }) =>
    damaged(file, `das Array ${array} hat eine andere Prüfsumme als beim Speichern`),
  "checkpoint-damaged/state-checksum": ({ file }) =>
    damaged(file, "sein Zustand hat eine andere Prüfsumme als beim Speichern"),
  "checkpoint-damaged/beside": ({ file }) =>
    damaged(file, "der Zustand des Optimierers gehört nicht zu seinen Gewichten"),
  "checkpoint-damaged/no-state": ({ file }) => damaged(file, "er hat keinen Zustand"),
  "checkpoint-damaged/state": ({ file }) => damaged(file, "sein Zustand hat eine unbekannte Form"),
  "checkpoint-damaged/all": ({ folder, what }) =>
    `${folder}: keine gespeicherte Epoche kann gelesen werden (${what}); stellen Sie die Dateien aus einer Kopie wieder ` +
    "her, oder trainieren Sie erneut",
  "bad-edit": ({ what }) =>
    `metrics.jsonl enthält einen im Debugger gesetzten Wert, der nicht zu diesem Netz passt: ${what}; stellen Sie die ` +
    "Datei aus einer Kopie wieder her",
  "epoch-not-kept": ({ folder, epoch }) =>
    `${folder}: die Gewichte von Epoche ${epoch} wurden nicht gespeichert; wählen Sie eine andere Epoche, oder setzen Sie ` +
    "training.keepEvery",
  "no-weights/none": ({ folder }) =>
    `${folder}: es wurden noch keine Gewichte gespeichert; setzen Sie den Lauf zuerst fort`,
  "no-weights/missing": ({ folder, missing, others }) =>
    `${folder}: ${missing} fehlt; verwenden Sie andere Gewichte (${others.join(", ")}), oder setzen Sie den Lauf fort`,
  "no-epoch": ({ folder }) =>
    `${folder}: keine abgeschlossene Epoche ist gespeichert, daher lässt sich nichts überprüfen; setzen Sie den Lauf zuerst fort`,
  "nothing-trained": ({ folder }) =>
    `${folder}: kein trainierter Minibatch wurde gespeichert; setzen Sie den Lauf zuerst fort`,
  "parameter-shape/run": ({ folder, name }) =>
    `${folder}: ${name} passt nicht zur Konfiguration des Laufs; trainieren Sie erneut`,
  "parameter-shape/missing": ({ folder, name }) => `${folder}: ${name} fehlt; trainieren Sie erneut`,
  "parameter-shape/other-run": ({ name }) => `${name} fehlt in einem der beiden Läufe; trainieren Sie ihn erneut`,
  "parameter-shape/network": ({ name, wanted, found }) =>
    `${name}: sollte [${wanted.join(", ")}] sein und ` +
    `${found ? `hat die Form [${found.join(", ")}]` : "fehlt"}; diese Gewichte gehören zu einem anderen Netz`,
  "backend-missing/recorded": ({ folder, backend }) =>
    `${folder}: diese Version hat kein Backend ${backend}; verwenden Sie die Version, die ihn trainiert hat`,
  kept: ({ option, value }) =>
    `ein fortgesetzter Lauf behält ${option}, ${value}; entfernen Sie --${option}, oder trainieren Sie einen neuen Lauf`,
  "schedule-ended": ({ epochs }) =>
    `der Kosinus-Lernratenplan dieses Laufs endet mit Epoche ${epochs} bei einer Lernrate von 0, bei der das Netz nicht ` +
    "mehr lernt; lassen Sie --keep-schedule weg, oder beginnen Sie von diesem Lauf aus eine neue Konfiguration (training.start)",
  "nothing-to-resume/early-stopped": ({ folder, epoch }) =>
    `${folder}: Early Stopping hat den Lauf nach Epoche ${epoch} beendet; trainieren Sie erneut mit größerem patience`,
  "nothing-to-resume/completed": ({ folder, epochs }) =>
    `${folder}: ${epochs} Epochen sind bereits trainiert; setzen Sie den Lauf mit --epochs ${epochs * 2} fort`,
  "start-weights/unreadable": ({ config, name, reason }) =>
    `${config}: training.start.weights: ${name} kann nicht gelesen werden (${reason}); korrigieren Sie den Pfad`,
  "start-weights/format": ({ config, name, reason }) => `${config}: training.start.weights: ${name}: ${reason}`,
  "weights-unreadable": ({ file, reason }) =>
    `${file}: kann nicht gelesen werden (${reason}); korrigieren Sie den Pfad`,
  "start-weights/missing": ({ config, name }) =>
    `${config}: training.start: enthält ${name} nicht; geben Sie Gewichte dieses Netzes an`,
  "start-weights/shape": ({ config, name, found, wanted }) =>
    `${config}: training.start: ${name} ist [${found.join(", ")}], dieses Netz hat [${wanted.join(", ")}]; ` +
    "geben Sie Gewichte dieses Netzes an",
  "start-weights/bias": ({ config, name, layer }) =>
    `${config}: training.start: enthält Bias-Werte ${name}, und layers[${layer}] dieses Netzes hat "bias": false; ` +
    "entfernen Sie das",
  "start-weights/layers": ({ config, name }) =>
    `${config}: training.start: hat eine Schicht mehr als dieses Netz, ${name}; fügen Sie die Schicht hinzu`,
  out: ({ file, reason }) => `${file}: kann nicht geschrieben werden (${reason}); wählen Sie eine andere Datei`,
};
