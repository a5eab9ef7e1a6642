/** German for ../data.ts: files, arrays and labels. Settings and images are in ./dataSettings.ts. */
import type { dataMessages } from "../data";
import { counted, type TextsOf } from "../message";
import { type DataSettingId, dataSettingTexts } from "./dataSettings";

type Shape = readonly number[];
const shape = (sizes: Shape) => `[${sizes.join(", ")}]`;
const again = "installieren Sie Matrix Network erneut (in einem Klon: npm run build)";
const labelOf = (file: string, label: number, example: number) =>
  `${file}: Label ${label} von Beispiel ${example} (ab 0 gezählt)`;

const fileTexts: Omit<TextsOf<typeof dataMessages>, DataSettingId> = {
  "data-missing": ({ name, path, key }) =>
    `${name}: ${path} existiert nicht; legen Sie die Datei dort ab, oder korrigieren Sie ${key}`,
  "path-variable/unknown": ({ key, folder }) =>
    `${key}: \${workspaceFolder} hat keinen Wert: Weder ${folder} noch ein Ordner darüber enthält .git oder .vscode, und ` +
    "er liegt nicht im aktuellen Ordner; führen Sie den Befehl im Arbeitsbereichsordner aus, oder schreiben Sie den Pfad " +
    `ab ${folder}`,
  "data-format": ({ file, title, format }) =>
    `data.format: ${file} ist ${title}; setzen Sie data.format auf "${format}"`,
  "data-folder": ({ name, key }) => `${name}: ein Ordner, keine Datei; geben Sie in ${key} die Datei selbst an`,
  "data-no-file": ({ name, key }) => `${name}: keine gewöhnliche Datei; geben Sie in ${key} eine Datei an`,
  "data-no-file/picture": ({ name }) =>
    `${name}: keine gewöhnliche Datei; entfernen Sie sie, oder legen Sie ein Bild an ihre Stelle`,
  "data-unreadable/permission": ({ name, path, key }) =>
    `${name}: keine Berechtigung zum Lesen von ${path}; ändern Sie sie, oder geben Sie in ${key} eine andere Datei an`,
  "data-unreadable": ({ name, reason, key }) =>
    `${name}: kann nicht gelesen werden (${reason}); geben Sie in ${key} eine andere Datei an`,
  "data-unreadable/picture": ({ name, reason }) =>
    `${name}: kann nicht gelesen werden (${reason}); entfernen Sie die Datei`,
  "data-changed/while-read": ({ file }) =>
    `${file}: hat sich während des Lesens geändert; starten Sie erneut, wenn nichts mehr in die Datei schreibt`,
  "data-changed/since-training": ({ file, config }) =>
    `${file}: nicht die Daten, mit denen dieser Lauf trainiert wurde (der sha256-Wert weicht ab); stellen Sie sie wieder ` +
    `her, oder trainieren Sie ${config} erneut`,
  "data-read-otherwise": ({ what, config }) =>
    `data.${what}: die Werte in manifest.json weichen von denen der Daten ab, obwohl deren Bytes gleich sind; das Manifest ` +
    "ist beschädigt, oder eine andere Version hat die Daten gelesen: Verwenden Sie jene Version, oder trainieren Sie " +
    `${config} erneut`,
  "export-shift": ({ column, format }) =>
    `Spalte "${column}": float32 kann ihre Werte nicht unterscheiden, und ${format} nimmt Eingaben in float32; exportieren ` +
    "Sie nach js, json oder npz, oder ziehen Sie von der Spalte ihren Mittelwert ab, und trainieren Sie erneut",
  "data-large": ({ megabytes }) =>
    `${megabytes} MB sind zu groß, um sie beim Bearbeiten zu lesen; führen Sie aus: matrix-network check`,
  "mnist-missing": ({ path }) => `${path}: fehlt; ${again}`,
  "mnist-damaged": ({ path }) => `${path}: beschädigt; ${again}`,
  "not-finite/array": ({ file, input, example, value }) =>
    `${file}: Eingabe ${input} von Beispiel ${example} (ab 0 gezählt) ist ${value}, keine float32-Zahl; ` +
    "korrigieren oder entfernen Sie sie",
  "npy-shape/examples": ({ name, shape: found }) =>
    `${name}: hat die Form ${shape(found)}; benötigt wird [Beispiele, Eingaben]`,
  "npy-shape/inputs": ({ file, shape: found, inputs }) =>
    `${file}: ein Array der Form ${shape(found)} für ein Netz mit ${counted(inputs, "Eingabe", "Eingaben")}; benötigt wird ` +
    `[Beispiele, ${inputs}]`,
  "npz-key/examples": ({ file, names }) =>
    `${file}: es ist nicht klar, welches der Arrays (${names || "keine"}) die Beispiele enthält; nennen Sie es "x"`,
  "npz-key/config": ({ path, key, names }) =>
    `data.keys: ${path} hat kein Array "${key}"; es gibt ${names || "keine"}; korrigieren Sie den Schlüssel`,
  "npz-key/labels": ({ name, arrays }) =>
    `${name}: keines der Arrays (${arrays || "keine"}) enthält Eingaben [Beispiele, …] mit Labels [Beispiele]; fügen Sie ` +
    "sie hinzu",
  "pickle-pairs": ({ path }) =>
    `${path}: enthält nicht zwei oder drei Paare von Arrays, (Trainingseingaben, Trainingslabels), (Validierung …), ` +
    "(Test …); speichern Sie diese, wie in mnist.pkl.gz",
  "test-pair/arrays": ({ given, missing }) =>
    `data.keys.${given}: benötigt auch ${missing}; geben Sie beide an oder keines von beiden`,
  "idx-test-pair": ({ missing }) =>
    `data.${missing}: fehlt; Testbilder und Testlabels gehören zusammen; geben Sie beide an oder keines von beiden`,
  "test-shape/parts": ({ name, shape: found, before }) =>
    `${name}: von anderer Form oder anderem Typ als die Arrays davor (${shape(found)} und ${shape(before)}); ` +
    "verwenden Sie dieselbe Form und denselben Typ",
  "test-shape/examples": ({ test, shape: found, train, trainShape }) =>
    `${test}: Beispiele der Form ${shape(found)}, die von ${train} haben ${shape(trainShape)}; ` +
    "beide müssen dieselbe Form haben",
  "label-count": ({ labelsName, labels, inputsName, examples }) =>
    `${labelsName}: ${labels} Labels für die ${examples} Beispiele von ${inputsName}; ` +
    "geben Sie zusammengehörige Eingaben und Labels an",
  "labels-shape/dimensions": ({ file, shape: found }) =>
    `${file}: die Labels haben die Form ${shape(found)} statt einer Zahl pro Beispiel; behalten Sie die Spalte mit der ` +
    "Klasse, oder prüfen Sie, ob Bilder und Labels vertauscht sind",
  "labels-shape/one-hot": ({ file }) =>
    `${file}: manche Zeilen haben mehrere 1 oder keine, und alle Zeilen der Trainingslabels haben eine einzige 1; ` +
    'korrigieren Sie diese Zeilen, oder setzen Sie data.task auf "multi-label"',
  "labels-shape/multi-label": ({ file }) =>
    `${file}: manche Zeilen haben mehrere 1 oder keine (multi-label), was aus IDX-Dateien nicht gelesen wird; speichern ` +
    "Sie Bilder und Labels in einer .npz-Datei",
  "label-binary": ({ file, label, example, column }) =>
    `${file}: Label ${label} von Beispiel ${example} in Spalte ${column} (ab 0 gezählt) ist nicht 0 oder 1 wie die ` +
    "Trainingslabels; korrigieren Sie es",
  "labels-shape/outputs": ({ name, found, expected }) =>
    `${name}: ${found} Zahlen pro Beispiel, die Trainingslabels haben ${expected}; verwenden Sie gleich viele`,
  "label-out-of-range": ({ file, label, example, classes, first = 0, isNamed }) =>
    `${labelOf(file, label, example)} ist keine ganze Zahl von ${first} bis ${first + classes - 1}; ` +
    (isNamed
      ? "korrigieren Sie das Label, oder nennen Sie in data.classNames jede Klasse"
      : `nummerieren Sie die Klassen ab ${first}`),
  "label-out-of-range/below": ({ file, label, example, first, missing }) =>
    `${labelOf(file, label, example)} ist keine ganze Zahl ab ${first}; ` +
    (first === 1 && missing === 1
      ? "setzen Sie data.labelsStartAt auf 0"
      : `nummerieren Sie die Klassen ab ${first}: Addieren Sie ${missing} zu allen Labels, oder lassen Sie Beispiele ohne ` +
        "Klasse weg"),
  "label-out-of-range/signs": ({ file, label, example }) =>
    `${labelOf(file, label, example)} ist nicht -1 oder 1 wie die Trainingslabels; korrigieren Sie es`,
  "idx-labels": ({ name }) =>
    `${name}: daneben liegt keine Datei mit Labels; wählen Sie die Trainingsbilder, zum Beispiel train-images-idx3-ubyte`,
  "one-class": ({ file, label }) =>
    `${file}: jedes Label ist ${label}; ergänzen Sie Beispiele einer anderen Klasse, oder wählen Sie andere`,
  "no-examples/file": ({ file }) => `${file}: enthält keine Beispiele; wählen Sie eine Datei mit Beispielen`,
  "no-examples/table": ({ file }) => `${file}: enthält keine Beispiele; wählen Sie eine Tabelle mit Beispielen`,
  "no-examples/pictures": ({ path }) =>
    `${path}: enthält keine lesbaren Bilder (PNG, JPEG, WebP, BMP, GIF); wählen Sie einen Ordner mit Bildern`,
  "range-too-wide": ({ name, input, range }) =>
    `${name}: Eingabe ${input} umfasst ${range}, mehr als float32 fasst; teilen Sie ihre Werte`,
};

export const dataTexts: TextsOf<typeof dataMessages> = { ...fileTexts, ...dataSettingTexts };
