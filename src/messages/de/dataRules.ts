/** German for the messages of ../configRules.ts about data, classes and sets of examples. */
import type { configRuleMessages } from "../configRules";
import { counted, type TextsOf } from "../message";
import type { configRuleTexts } from "./configRules";

const short = (value: number) => String(Number(value.toPrecision(4)));

export const dataRuleTexts: Omit<TextsOf<typeof configRuleMessages>, keyof typeof configRuleTexts> = {
  "no-validation": () =>
    "ohne Validierungsbeispiele bleibt Überanpassung unbemerkt, und die letzte Epoche gilt als die beste; " +
    'fügen Sie "validation": { "fraction": 0.2 } hinzu',
  "no-validation/cost": () =>
    "ohne Validierungsbeispiele bleibt Überanpassung unbemerkt, und die Epoche mit den niedrigsten Trainingskosten gilt " +
    'als die beste; fügen Sie "validation": { "fraction": 0.2 } hinzu',
  "validation-empty": () =>
    "dieser Anteil der Beispiele ergibt gerundet keines, Überanpassung bleibt also unbemerkt; halten Sie mehr zurück",
  "validation-large": ({ validation, train }) =>
    `${validation} Validierungsbeispiele und nur ${train} zum Trainieren; halten Sie weniger zurück`,
  "validation-overlap": ({ shared, validation }) =>
    `${shared} von ${validation} Validierungsbeispielen kommen auch unter den Trainingsbeispielen vor, ` +
    "die Validierungsmetriken verbergen daher Überanpassung; entfernen Sie die Duplikate",
  "validation-sorted": ({ missing, classes }) =>
    `${missing} von ${classes} Klassen haben kein Validierungsbeispiel: Die letzten Beispiele werden zurückgehalten, und ` +
    'die Daten sind sortiert; setzen Sie "stratified": true',
  "validation-sorted/test": ({ missing, classes }) =>
    `${missing} von ${classes} Klassen haben kein Testbeispiel: Die letzten Beispiele werden zurückgehalten, und ` +
    'die Daten sind sortiert; setzen Sie "stratified": true',
  "validation-sorted/ordered": ({ missing, classes }) =>
    `${missing} von ${classes} Klassen haben in einem Fold kein Validierungsbeispiel: Geordnete Folds folgen der ` +
    "Reihenfolge der Beispiele, und die Daten sind sortiert; entfernen Sie ordered",
  "folds-class": ({ name, smallest, folds, others }) =>
    `Klasse ${name} hat ${counted(smallest, "Beispiel", "Beispiele")}, weniger als die ${folds} Folds` +
    (others > 0 ? `, ebenso ${counted(others, "weitere Klasse", "weitere Klassen")}` : "") +
    `, einige Folds messen ${others > 0 ? "diese Klassen" : "sie"} daher nicht` +
    (smallest > 1
      ? `; verwenden Sie ${smallest} Folds, oder lassen Sie die Klasse weg`
      : "; lassen Sie die Klasse weg"),
  "validation-sorted/own": ({ missing, classes, examples }) =>
    `${missing} von ${classes} Klassen haben im Validierungsteil der Daten kein Beispiel; ziehen Sie einen eigenen: ` +
    `fügen Sie "validation": { "examples": ${examples}, "stratified": true } hinzu`,
  "stratified-random": ({ task }) =>
    "die Beispiele werden zufällig gezogen: Nur Klassen haben Anteile, die dabei erhalten bleiben können, " +
    `${task === "regression" ? "Größen" : "mehrere Labels"} nicht; keine Änderung erforderlich`,
  "folds-ordered": ({ key }) =>
    `geordnete Folds hängen nur von der Reihenfolge der Beispiele ab, was ${key} ausschließt; entfernen Sie eines von beiden`,
  "folds-group": ({ format }) =>
    `Daten im Format ${format} haben keine Spalten, group kann also keine nennen; entfernen Sie es`,
  "fold-number": ({ number, key, most }) =>
    `${key} ist ${most}, und dies ist Nummer ${number}; verwenden Sie höchstens ${most}`,
  "fold-number/alone": () =>
    "ohne fold werden alle Wiederholungen trainiert; nennen Sie auch den Fold, oder entfernen Sie repeat",
  "split-too-large": ({ examples }) =>
    `von ${examples} Beispielen bleibt so keines zum Trainieren; halten Sie weniger zurück`,
  "limit-unused": ({ limit, examples }) =>
    `es gibt nur ${examples} Trainingsbeispiele, die Grenze von ${limit} hat also keine Wirkung; senken oder entfernen Sie sie`,
  "test-split": () => "diese Daten enthalten bereits Testbeispiele; entfernen Sie data.test",
  "test-pair": ({ given, missing }) => `zu ${given} gehört auch ${missing}; geben Sie beide an oder keines`,
  "test-is-training": () =>
    "dies sind die Trainingsbeispiele, die die Leistung des Netzes überschätzen; verwenden Sie andere Beispiele",
  "test-is-training/folder": () =>
    "dieser Ordner liegt im Trainingsordner, wo er als Klasse zählt; verschieben Sie ihn nach außerhalb",
  "unscaled-inputs": ({ min, max }) =>
    `Eingaben von ${short(min)} bis ${short(max)} sind nicht skaliert: Einheiten gehen in Sättigung, oder das Training ` +
    'divergiert; verwenden Sie "auto"',
  "pixels-dark": ({ largest, scaling }) =>
    `Bytes in der Form eines Bildes werden durch 255 geteilt, und das größte ist ${largest}: So kleine Eingaben werden ` +
    `sehr langsam gelernt; verwenden Sie "${scaling}"`,
  "pixels-dark/unit": ({ largest, scaling }) =>
    `Eingaben von höchstens ${short(largest)} werden durch 255 geteilt: So kleine Eingaben werden sehr langsam gelernt; ` +
    `verwenden Sie "${scaling}"`,
  "class-imbalance": ({ largest, smallest }) =>
    `die größte Klasse hat ${largest} Trainingsbeispiele, die kleinste ${smallest}: Seltene Klassen werden spät gelernt; ` +
    'fügen Sie "classWeights": "balanced" hinzu',
  "class-empty": ({ empty, classes }) =>
    `${empty} von ${classes} Klassen ${empty === 1 ? "hat" : "haben"} kein Trainingsbeispiel und ` +
    `${empty === 1 ? "kann" : "können"} nicht gelernt werden; prüfen Sie classNames, limit und die Aufteilung`,
  "class-empty/one": ({ name, classes }) =>
    `alle Trainingsbeispiele gehören zu Klasse ${name}, einer von ${classes}, es gibt also nichts zu unterscheiden; ` +
    "prüfen Sie classNames, limit und die Aufteilung",
  "class-names": ({ names, classes }) =>
    `${names} Namen für die ${classes} Klassen dieser Daten; geben Sie jeder Klasse einen Namen`,
  "class-names-repeated": ({ name }) =>
    `der Name "${name}" kommt zweimal vor; geben Sie jeder Klasse einen eindeutigen Namen`,
  "class-weights/names": ({ weights, names }) =>
    `${weights} Gewichte für ${names} Klassennamen; geben Sie ein Gewicht pro Klasse an`,
  "class-weights": ({ weights, classes }) =>
    `${weights} Gewichte für die ${classes} Klassen dieser Daten; geben Sie ein Gewicht pro Klasse an`,
  "image-shape": ({ imageShape, pixels, inputs }) =>
    `${imageShape.join(" × ")} ergibt ${pixels}, aber ein Beispiel dieser Daten hat ${inputs} Eingaben; ` +
    "korrigieren oder entfernen Sie es",
  "data-unusable": ({ reason }) => reason.replace(/^data\.[A-Za-z.]+: /, ""),
};
