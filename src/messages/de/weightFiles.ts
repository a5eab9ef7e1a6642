/** German for ../weightFiles.ts. */
import { counted, type TextsOf } from "../message";
import type { weightFileMessages } from "../weightFiles";

/** Returns a name from a file as printable text of one line. */
const shown = (name: string) =>
  (name.length > 80 ? `${name.slice(0, 80)}…` : name).replace(/[^\x20-\x7e\u00a1-\uffff]/g, "?");

const dense = "verwenden Sie ein Modell aus dichten Schichten";
const sequential = "verwenden Sie ein sequenzielles Modell";
const stateDict = "speichern Sie nur die Gewichte: torch.save(model.state_dict(), …)";
const wholeModel = "speichern Sie das ganze Modell erneut: model.save('model.keras')";

const notDense = ({ name, what }: { name: string; what: string }) =>
  `die Schicht ${shown(name)} (${shown(what)}) gehört nicht zu einem einfachen dichten Netz; ${dense}`;

export const weightFileTexts: TextsOf<typeof weightFileMessages> = {
  "onnx-graph": () => "das ONNX-Modell enthält kein Netz; exportieren Sie es erneut",
  "onnx-dense/operation": ({ operation }) =>
    `die Operation ${shown(operation) || "ohne Namen"} gehört nicht zu einem einfachen dichten Netz; ${dense}`,
  "onnx-dense/behind": ({ operation }) =>
    `die Operation ${shown(operation)} folgt auf die letzte dichte Schicht und ginge verloren; exportieren Sie das Modell ` +
    "ohne sie",
  "onnx-dense/weights": ({ operation }) => `${shown(operation)} hat keine eigenen Gewichte; ${dense}`,
  "onnx-dense/sparse": () => "die Gewichte sind dünn besetzte Tensoren; exportieren Sie das Modell mit vollständigen",
  "onnx-dense/constant": ({ name }) => `die Konstante ${shown(name)} fehlt; exportieren Sie das Modell erneut`,
  "onnx-dense/computed": ({ name, operation }) =>
    `die Konstante ${shown(name)} wird von ${shown(operation)} berechnet; exportieren Sie das Modell mit ` +
    "zusammengefassten Konstanten (do_constant_folding) und nicht quantisiert",
  "onnx-dense/columns": ({ operation, constants, columns }) =>
    `${operation} hat ${counted(constants, "Konstante", "Konstanten")} für ${counted(columns, "Spalte", "Spalten")}; ` +
    "exportieren Sie das Modell erneut",
  "onnx-dense/zero": ({ operation }) =>
    `${operation} multipliziert eine Spalte mit 0 oder mit einer nicht endlichen Zahl; lassen Sie die Spalte weg, und ` +
    "exportieren Sie das Modell erneut",
  "onnx-dense/channels": ({ channels, height, width }) =>
    `die Eingaben sind Bilder mit den Kanälen zuerst, ${channels} × ${height} × ${width}; trainieren und exportieren Sie ` +
    "das Modell mit Höhe × Breite × Kanälen",
  "onnx-type": ({ name, type }) =>
    `${shown(name)} ist ${type.replace("of type", "vom Typ")}, nicht float32; exportieren Sie das Modell mit ` +
    "Gewichten in float32",
  "onnx-tensor": ({ name, elements }) =>
    `${shown(name)} hat nicht die ${elements} Zahlen seiner Form; exportieren Sie das Modell erneut`,
  "weights-chain/empty": () => `das Modell hat keine dichte Schicht; ${dense}`,
  "weights-chain/inputs": ({ count }) =>
    `das Modell hat ${count} Eingänge, ein sequenzielles Netz hat einen; verbinden Sie sie zu einem, und exportieren Sie es ` +
    "erneut",
  "weights-chain/fork": ({ one, other }) =>
    `die Schichten folgen nicht aufeinander: ${shown(one)} und ${shown(other)} nehmen denselben Wert; ${sequential}`,
  "weights-chain/merge": ({ operation }) =>
    `die Schichten folgen nicht aufeinander: ${shown(operation)} verbindet zwei berechnete Werte; ${sequential}`,
  "weights-chain/order": ({ names }) =>
    `die Schichten ${names.map(shown).join(", ")} folgen in dieser Reihenfolge nicht aufeinander: Eine nimmt nicht die ` +
    "Ausgaben der vorherigen; speichern Sie die Schichten eines sequenziellen Netzes der Reihe nach",
  "weights-chain/open-order": ({ names }) =>
    `die Datei nennt die Reihenfolge der Schichten ${names.map(shown).join(", ")} nicht; nummerieren Sie sie, etwa fc1, fc2`,
  "weights-chain/sizes": ({ layer, inputs, before }) =>
    `die Schichten folgen nicht aufeinander: Schicht ${layer} nimmt ${counted(inputs, "Wert", "Werte")}, die Schicht davor ` +
    `gibt ${before}; ${sequential}`,
  "weights-finite": ({ layer }) =>
    `Schicht ${layer} hat Gewichte, die keine endlichen Zahlen sind; trainieren Sie das Modell mit einer kleineren ` +
    "Lernrate erneut",
  "weights-beside/missing": ({ location }) =>
    `die Gewichte sind in der Datei ${shown(location)}, die nicht gelesen werden kann; legen Sie sie neben das Modell`,
  "weights-beside/outside": ({ location }) =>
    `die Gewichte sind in ${shown(location)}, außerhalb des Ordners; legen Sie diese Datei neben das Modell`,
  "weights-beside/length": ({ name, location }) =>
    `${shown(location)} enthält die Werte von ${shown(name)} nicht; kopieren Sie beide Dateien erneut, oder exportieren Sie ` +
    "das Modell erneut",
  "weights-beside/short": ({ location, needed, size }) =>
    `${shown(location)} hat ${size} Bytes, die Gewichte des Modells benötigen ${needed}; kopieren Sie beide Dateien erneut`,
  "weights-file/kind": () => "das ist ein Ordner oder ein Gerät, keine Datei; wählen Sie die Datei",
  "weights-file/large": ({ size, most }) =>
    `${size} Bytes Gewichte sind zu viele (höchstens ${most}); verwenden Sie ein kleineres Netz`,
  "weights-missing": ({ name }) => `hat kein ${shown(name)}; geben Sie Gewichte dieses Netzes an`,
  "weights-shape": ({ name, shape }) =>
    `${shown(name)} der Form [${shape.join(", ")}] gehört nicht zu einer dichten Schicht; ${dense}`,
  "weights-shape/other": ({ name }) =>
    `${shown(name)} ist weder das Gewicht noch der Bias einer dichten Schicht; ${dense}`,
  "safetensors-header": () =>
    "der Header ist beschädigt oder abgeschnitten; kopieren oder speichern Sie die Datei erneut",
  "safetensors-size": ({ tensors, found }) =>
    `die Tensoren haben ${tensors} Bytes, die Datei hat ${found}; kopieren oder speichern Sie sie erneut`,
  "safetensors-tensor": ({ name }) =>
    `die Bytes von ${shown(name)} sind nicht die seiner Form; speichern Sie die Datei erneut`,
  "safetensors-type": ({ name, type }) =>
    `${shown(name)} ist ${shown(type)}, keine Gleitkommazahl; speichern Sie es als float32, nicht quantisiert`,
  "tfjs-model": () =>
    "das ist kein Layers-Modell von TensorFlow.js; konvertieren Sie es erneut aus Keras (--output_format tfjs_layers_model)",
  "tfjs-layer": notDense,
  "tfjs-weights": ({ name }) =>
    `die Gewichte von ${shown(name)} fehlen, sind quantisiert oder nicht die seiner Form; konvertieren Sie das Modell ` +
    "erneut, ohne Quantisierung",
  "keras-model": () => "die Datei enthält kein Keras-Modell; speichern Sie das ganze Modell: model.save('model.keras')",
  "keras-layer": notDense,
  "keras-weights": ({ name }) =>
    `die Gewichte von ${shown(name)} fehlen, sind quantisiert oder nicht die einer dichten Schicht; ${wholeModel}`,
  "keras-shards": () => `die Gewichte sind nicht in model.weights.h5; ${wholeModel}`,
  "brain-model": ({ type }) =>
    `das ist ${shown(type)} von brain.js, kein einfaches Netz; speichern Sie ein NeuralNetwork mit seinem toJSON()`,
  "brain-model/damaged": () =>
    "das ist kein vollständiges Netz von brain.js; speichern Sie es erneut mit seinem toJSON()",
  "brain-activation": ({ activation }) =>
    `die Aktivierung ${shown(activation)} ist nicht sigmoid, relu, leaky-relu oder tanh; trainieren Sie das Netz mit ` +
    "einer davon",
  "brain-layer": ({ layer }) =>
    `Schicht ${layer} hat nicht die Gewichte ihrer Größe; speichern Sie das Netz erneut mit seinem toJSON()`,
  "torch-script": () => `das ist ein TorchScript-Programm, das nicht ausgeführt wird; ${stateDict}`,
  "torch-legacy": () =>
    "das ist ein Pickle, vielleicht von PyTorch vor 1.6; speichern Sie es mit einem neueren: " +
    "torch.save(model.state_dict(), …)",
  "torch-tensor": ({ name }) =>
    `die Bytes von ${shown(name)} passen nicht zu seiner Form oder sind keine Gleitkommazahlen; speichern Sie es erneut als ` +
    "float32",
  "torch-none": () => `die Datei hat kein state_dict; ${stateDict}`,
  "weights-targets/classes": () =>
    "die Ausgaben werden nach der letzten Schicht multipliziert oder verschoben, und Klassen haben keine Einheit; " +
    "exportieren Sie das Modell ohne das",
  "weights-targets": ({ activation }) =>
    "die Ausgaben haben eine andere Einheit als die Zielwerte dieser Daten, was bei Ausgaben mit " +
    `${activation} nicht umgerechnet werden kann; verwenden Sie eine lineare Ausgabeschicht, oder setzen Sie data.scaling ` +
    'auf "none"',
};
