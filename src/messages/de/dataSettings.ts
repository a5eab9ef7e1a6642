/** German for ../data.ts: settings of data, and images. */
import type { dataMessages } from "../data";
import type { TextsOf } from "../message";

type Shape = readonly number[];

export type DataSettingId = Extract<
  keyof typeof dataMessages,
  | `class-${string}`
  | `image-shape${string}`
  | `images-${string}`
  | `picture-${string}`
  | `no-pictures${string}`
  | `labels-start${string}`
  | `task-${string}`
  | `test-split${string}`
  | `split-too-large${string}`
>;

const folderProblems: Record<string, string> = { ENOTDIR: "ist kein Ordner", ENOENT: "existiert nicht" };
const smaller = "setzen Sie eine kleinere Größe, zum Beispiel [64, 64]";

export const dataSettingTexts: Pick<TextsOf<typeof dataMessages>, DataSettingId> = {
  "class-names/count": ({ names, classes, data }) =>
    `data.classNames: ${names} Namen für die ${classes} Klassen von ${data}; nennen Sie jede Klasse einmal`,
  "class-names/missing": ({ file, name }) =>
    `data.classNames: ${file} hat auch die Klasse "${name}"; fügen Sie ihren Namen hinzu`,
  "class-names/folders": ({ path, folders }) =>
    `data.classNames: die Ordner von ${path} sind ${folders.join(", ")}; verwenden Sie diese Namen`,
  "class-weights/regression": () => "data.classWeights: eine Regression hat keine Klassen; entfernen Sie es",
  "class-weights/multi-label": () =>
    "data.classWeights: Gewichte setzen eine Klasse pro Beispiel voraus, und diese Labels schließen sich nicht aus; " +
    "entfernen Sie es",
  "class-weights/count": ({ weights, classes }) =>
    `data.classWeights: ${weights} Gewichte für ${classes} Klassen; geben Sie ein Gewicht pro Klasse an`,
  "image-shape/inputs": ({ wanted, inputs, name }) =>
    `data.imageShape: [${wanted.join(", ")}] entspricht nicht den ${inputs} Eingaben von ${name}; korrigieren oder ` +
    "entfernen Sie es",
  "images-classes/few": ({ path, folders }) =>
    `${path}: enthält ${folders} Ordner; geben Sie jeder Klasse einen eigenen Ordner`,
  "images-classes/nested": ({ path, inner }) =>
    `${path}: der einzige Ordner enthält die Ordner der Klassen; setzen Sie data.path auf ${inner}`,
  "images-classes/unknown": ({ path, folder, trainPath, classes }) =>
    `${path}: der Ordner ${folder} ist keine Klasse von ${trainPath} (${classes.join(", ")}); benennen Sie ihn um, oder ` +
    "entfernen Sie ihn",
  "images-folder": ({ folder, path, reason, key }) =>
    `${folder}: ${path} ${folderProblems[reason] ?? `kann nicht gelesen werden (${reason})`}; ` +
    `geben Sie in ${key} einen Ordner mit einem Ordner pro Klasse an`,
  "images-size": ({ name, height, width }) =>
    `${name}: ${height} × ${width} Pixel sind zu viele Eingaben; setzen Sie data.size, zum Beispiel [64, 64]`,
  "images-size/config": ({ height, width }) =>
    `data.size: ${height} × ${width} Pixel sind zu viele Eingaben (höchstens 16 Millionen); ${smaller}`,
  "images-size/side": ({ height, width }) =>
    `data.size: ${height} × ${width} Pixel sind zu viele auf einer Seite (höchstens 65,536); ${smaller}`,
  "images-size/table": ({ count, shape }) =>
    `data.size: ${count} Bilder von ${(shape as Shape).join(" × ")} benötigen mehr als 4 GB Speicher; ${smaller}`,
  "picture-link": ({ name, reason }) => `${name}: ein defekter Link (${reason}); korrigieren oder entfernen Sie ihn`,
  "picture-depth": ({ name, deepest }) =>
    `${name}: mehr als ${deepest} Ordner tief; geben Sie den Ordner mit den Bildern selbst an`,
  "picture-file-size": ({ name, megabytes }) =>
    `${name}: ${megabytes} MB sind zu groß für ein Bild (höchstens 256 MB); entfernen Sie die Datei`,
  "no-pictures/range": ({ input }) =>
    `${input}: dieser Lauf hält nicht fest, von 0 bis zu welchem Wert ein Pixel in seinen Eingaben reicht; geben Sie ihm ` +
    "ein Array (.npy) von solchen Zahlen, mit denen er trainiert wurde",
  "no-pictures": ({ input }) =>
    `${input}: die Eingaben dieses Netzes sind keine Bilder; geben Sie ihm eine Tabelle oder ein Array`,
  "labels-start": ({ format }) =>
    `data.labelsStartAt: Daten im Format ${format} nennen ihre Klassen bereits; entfernen Sie data.labelsStartAt`,
  "labels-start/columns": () =>
    "data.labelsStartAt: mehrere Label-Spalten sind keine Klassennummern; nennen Sie in data.label eine Spalte, oder " +
    "entfernen Sie data.labelsStartAt",
  "labels-start/task": ({ task }) =>
    `data.labelsStartAt: Klassennummern setzen eine Klassifikation voraus, und data.task ist ${task}; entfernen Sie eines ` +
    "von beiden",
  "task-data": ({ format }) => `data.task: Daten im Format ${format} enthalten Klassen; entfernen Sie data.task`,
  "task-labels/text": () => "data.task: eine Regression benötigt Zahlen als Labels; diese sind Texte",
  "task-labels/several": () =>
    "data.label: eine Klassifikation hat eine Label-Spalte, oder mehrere mit 0 und 1 und einer einzigen 1 in jeder Zeile; " +
    "geben Sie diese an, oder setzen Sie data.task auf regression",
  "task-labels/multi-label": () =>
    "data.task: manche Zeilen haben unter ihren Labels mehrere 1 oder keine, was keine Klassifikation mit einer Klasse " +
    'pro Beispiel ist; setzen Sie data.task auf "multi-label"',
  "task-labels/binary": () =>
    "data.task: multi-label benötigt mehrere Label-Spalten, die nur 0 und 1 enthalten; geben Sie diese an, oder entfernen " +
    "Sie data.task",
  "task-output/regression": () =>
    'cost: eine Regression benötigt die quadratische Kostenfunktion; setzen Sie "cost": "quadratic" und eine lineare ' +
    "Ausgabeschicht",
  "task-output/several-labels": ({ activation }) =>
    `layers: manche Beispiele haben mehrere Labels 1 oder keines (multi-label), und Ausgaben mit ${activation} sind keine ` +
    'unabhängigen Wahrscheinlichkeiten; setzen Sie die Aktivierung der Ausgabeschicht auf "sigmoid"',
  "test-split/read": ({ name }) => `data.test: ${name} hat bereits Testbeispiele; entfernen Sie data.test`,
  "split-too-large/read": ({ key, count, available }) =>
    `${key}: ${count} von ${available} Beispielen lassen keine zum Trainieren übrig; halten Sie weniger zurück`,
};
