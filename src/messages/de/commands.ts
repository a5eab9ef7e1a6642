/** German for ../commands.ts. */
import type { commandMessages } from "../commands";
import type { TextsOf } from "../message";

const tasks: Readonly<Record<string, string>> = { classification: "Klassifikation", regression: "Regression" };

export const commandTexts: TextsOf<typeof commandMessages> = {
  internal: ({ reason }) => `${reason}; das ist ein Fehler in Matrix Network`,
  "config-unreadable/missing": ({ file }) => `${file}: Datei nicht gefunden; prüfen Sie ihren Namen`,
  "config-unreadable/folder": ({ folder, first, configs }) =>
    first === undefined
      ? `${folder}: ist ein Ordner ohne Datei *.network.json; geben Sie eine Konfigurationsdatei an`
      : `${folder}: ist ein Ordner; geben Sie eine Konfigurationsdatei an: ${first} ist ` +
        `${configs === 1 ? "eine" : `eine von ${configs} darin`}`,
  "config-unreadable/group": ({ folder }) =>
    `${folder}: ist der Ordner einer Gruppe und keine Konfiguration; setzen Sie sie mit resume (Folds) oder sweep fort, ` +
    "oder geben Sie die Konfigurationsdatei an",
  "config-unreadable/run": ({ folder }) =>
    `${folder}: ist der Ordner eines Laufs und keine Konfiguration; setzen Sie ihn mit resume fort, oder geben Sie die ` +
    "Konfigurationsdatei an",
  "config-unreadable/kind": ({ file }) => `${file}: keine gewöhnliche Datei; geben Sie eine Konfigurationsdatei an`,
  "config-unreadable/large": ({ file, limit }) =>
    `${file}: größer als ${limit} MB, die Grenze für eine Konfiguration; geben Sie eine Konfigurationsdatei an`,
  "config-unreadable": ({ file, reason }) => `${file}: kann nicht gelesen werden (${reason})`,
  "bad-config/findings": ({ first, more, file }) =>
    more > 0 ? `${first} (und ${more} weitere: matrix-network check ${file})` : first,
  "bad-config": () => "die Konfiguration enthält Fehler; beheben Sie sie zuerst",
  "bad-data": () => "data: enthält Fehler; beheben Sie sie zuerst",
  "bad-option/overrides": ({ option, reason }) => `Option ${option}: ${reason}`,
  "bad-option/backend": ({ text, backends }) =>
    `'${text}' ist kein Backend; verwenden Sie eines von ${backends.join(", ")}`,
  "bad-option/integer": ({ text, min, max }) =>
    `'${text}' ist keine ganze Zahl ${max === undefined ? `ab ${min}` : `von ${min} bis ${max}`}`,
  "bad-option/number": ({ text }) => `'${text}' ist keine Zahl; geben Sie eine wie 0.97 an`,
  "bad-option/metric": ({ metric, task, names }) =>
    `'${metric}' ist keine Metrik dieser ${tasks[task] ?? `Aufgabe (${task})`}; verwenden Sie eine von ${names.join(", ")}`,
  "bad-option/age": ({ text }) =>
    `'${text}' ist kein Alter; geben Sie Stunden, Tage oder Wochen an, etwa 12h, 30d oder 2w`,
  "bad-option/prune": () =>
    "--prune benötigt eine Regel, welche Läufe gelöscht werden; fügen Sie --keep N (behält die neuesten N jedes Netzes), " +
    "--older-than 30d oder beide hinzu",
  "bad-option/without-prune": ({ option }) =>
    `${option} erfordert --prune; fügen Sie es hinzu, oder lassen Sie ${option} weg`,
  "bad-option/epoch": ({ option, epoch, last }) =>
    `Option ${option}: der Lauf hat Epoche ${epoch} nicht trainiert; seine letzte ist ${last}`,
  "bad-option/checkpoint": () => "geben Sie best, last oder die Nummer einer Epoche an",
  usage: ({ reason = "falsche Argumente" }) =>
    `${reason}; Verwendung: train CONFIG | resume RUN | take RUN | serve RUN | inspect`,
};
