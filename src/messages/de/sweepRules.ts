/** German for ../sweepRules.ts: settings, ranges, conditions and the grid. The rest is in ./sweepSearch.ts. */
import type { TextsOf } from "../message";
import type { sweepRuleMessages } from "../sweepRules";

const quoted = (value: unknown) => JSON.stringify(value);
const listed = (values: readonly unknown[]) => values.map(quoted).join(", ");
const oneOf = (values: readonly unknown[]) => `${values.length > 1 ? "einen der Werte " : ""}${listed(values)}`;

type Here = Extract<
  keyof typeof sweepRuleMessages,
  | "sweep-empty"
  | `sweep-path${string}`
  | `sweep-setting/${string}`
  | "sweep-when-missing"
  | `sweep-hidden-layers/${string}`
  | "sweep-layers-alike"
  | `sweep-range${string}`
  | "sweep-choice-repeated"
  | `sweep-value${string}`
  | `sweep-when${string}`
>;

export const sweepRuleTexts: Pick<TextsOf<typeof sweepRuleMessages>, Here> = {
  "sweep-empty": () =>
    "der Sweep enthält keine Einstellung; fügen Sie den Pfad einer Einstellung mit den zu testenden Werten hinzu",
  "sweep-path": ({ path }) =>
    `die Konfiguration hat keine Einstellung ${quoted(path)}; schreiben Sie einen Pfad wie "training.optimizer.learningRate"`,
  "sweep-path/near": ({ path, near }) =>
    `die Konfiguration hat keine Einstellung ${quoted(path)}; meinten Sie ${quoted(near)}?`,
  "sweep-path/layer": ({ layers }) => `das Netz hat keine solche Schicht; die letzte ist layers[${layers - 1}]`,
  "sweep-path/several": ({ path, settings }) =>
    `${path} ist kein einzelner Wert; verwenden Sie im Sweep ${oneOf(settings)}`,
  "sweep-path/list": ({ path }) =>
    `${path} ist weder eine Zahl noch ein Wort, true oder false; nur solche Einstellungen sind im Sweep möglich`,
  "sweep-setting/outputs": () =>
    "die Daten bestimmen die Anzahl der Ausgaben; testen Sie die Einheiten verdeckter Schichten",
  "sweep-setting/seed": () =>
    'ein Startwert ist keine Einstellung, sondern Zufall; fügen Sie dem Sweep "repeats" hinzu, um mit mehreren Startwerten zu trainieren',
  "sweep-setting/sweep": () =>
    "ein Sweep kann sich nicht selbst testen; testen Sie eine Einstellung von data, layers, cost oder training",
  "sweep-setting/version": () => "jeder Versuch verwendet die Version dieser Datei; testen Sie eine andere Einstellung",
  "sweep-setting/unlearned": ({ path }) =>
    `${path} hat keinen Einfluss darauf, was ein Netz lernt; testen Sie eine andere Einstellung`,
  "sweep-setting/backend": () =>
    "alle Versuche werden mit wasm trainiert, damit sie Bit für Bit wiederholbar sind; testen Sie eine andere Einstellung",
  "sweep-setting/start": () =>
    "alle Versuche beginnen mit denselben Gewichten, damit ihre Metriken vergleichbar sind; testen Sie eine andere Einstellung",
  "sweep-setting/examples": ({ path }) =>
    `mit einem anderen Wert von ${path} werden Versuche an verschiedenen Beispielen gemessen und sind nicht vergleichbar; ` +
    "testen Sie eine andere Einstellung",
  "sweep-setting/dropped": () =>
    '"drop" lässt Beispiele weg, an denen gemessen wird, Werte der Versuche sind dann nicht vergleichbar; testen Sie andere ' +
    "Werte, oder setzen Sie es für alle Versuche",
  "sweep-setting/halving": () =>
    "halving bestimmt die Anzahl der Epochen eines Versuchs; testen Sie eine andere Einstellung, oder verwenden Sie eine andere Suche",
  "sweep-setting/budget": () =>
    "ein Budget an Beispielen erfordert gleich lange Versuche; testen Sie eine andere Einstellung, oder verwenden Sie ein anderes Budget",
  "sweep-setting/variant": ({ path, only, words, found }) =>
    `${path} gibt es nur, wenn ${only} ${words.map(quoted).join(" oder ")} ist, und es ist ${quoted(found)}; ` +
    `ändern Sie das, oder nehmen Sie auch ${quoted(only)} in den Sweep auf`,
  "sweep-setting/format": ({ path, found }) =>
    `Daten im Format ${quoted(found)} haben kein ${path}; testen Sie eine andere Einstellung`,
  "sweep-when-missing": ({ path, only, words }) =>
    `${path} gibt es nur, wenn ${only} ${words.map(quoted).join(" oder ")} ist, und auch das ist im Sweep; ` +
    `fügen Sie "when": { ${quoted(only)}: ${quoted(words[0])} } hinzu`,
  "sweep-hidden-layers/number": () => "die Anzahl verdeckter Schichten ist eine ganze Zahl von 0 bis 100",
  "sweep-hidden-layers/none": () =>
    "jede verdeckte Schicht ist eine Kopie der ersten, und die Konfiguration hat keine; fügen Sie eine vor der Ausgabeschicht hinzu",
  "sweep-hidden-layers/others": () =>
    'jede verdeckte Schicht ist wie die erste, wenn "hiddenLayers" im Sweep ist; testen Sie stattdessen die Einstellungen von layers[0]',
  "sweep-hidden-layers/zero": ({ path }) =>
    `mit 0 verdeckten Schichten gibt es kein ${path}, das auch im Sweep ist; beginnen Sie bei 1`,
  "sweep-layers-alike": () =>
    "die verdeckten Schichten dieser Konfiguration sind verschieden, aber alle verdeckten Schichten eines Versuchs sind " +
    "Kopien der ersten; entfernen Sie die anderen",
  "sweep-range": () => "die erste Zahl ist größer als die zweite; vertauschen Sie sie",
  "sweep-range/equal": ({ value }) =>
    `beide Enden sind ${value}; geben Sie zwei verschiedene Zahlen an oder "choice": [${value}]`,
  "sweep-range/log": () =>
    "ein logarithmischer Bereich darf 0 nicht enthalten; erhöhen Sie die erste Zahl, oder entfernen Sie log",
  "sweep-choice-repeated": ({ value }) => `${quoted(value)} kommt zweimal vor; entfernen Sie eines davon`,
  "sweep-value": ({ reason }) => reason,
  "sweep-value/others": ({ value, reason }) => `mit ${quoted(value)} wird diese Konfiguration abgelehnt: ${reason}`,
  "sweep-value/key": ({ value, path, key }) =>
    `mit ${quoted(value)} gibt es kein ${key}, das die Konfiguration setzt; entfernen Sie ${path}, oder nehmen Sie es dort, ` +
    "wo es vorkommt, auch in den Sweep auf",
  "sweep-value-unusual": ({ reason }) => reason,
  "sweep-when": ({ path }) =>
    `${quoted(path)} ist weder im Sweep noch eine Einstellung dieser Konfiguration; nennen Sie eine solche`,
  "sweep-when/near": ({ path, near }) =>
    `${quoted(path)} ist weder im Sweep noch eine Einstellung dieser Konfiguration; meinten Sie ${quoted(near)}?`,
  "sweep-when/never": ({ path, value, values }) => `${path} ist nie ${quoted(value)}; verwenden Sie ${oneOf(values)}`,
  "sweep-when/range": ({ path, value, low, high }) =>
    `${path} ist nie ${quoted(value)}; verwenden Sie eine ganze Zahl von ${low} bis ${high}`,
  "sweep-when/continuous": ({ path, value }) =>
    `eine aus einem Bereich gezogene Zahl ist fast nie genau ${quoted(value)}; geben Sie ${path} ein "choice", ` +
    "oder entfernen Sie die Bedingung",
  "sweep-when/fixed": ({ path, value, found }) =>
    `${path} ist in jedem Versuch ${found === undefined ? "offen" : quoted(found)}, nie ${quoted(value)}; ` +
    "nehmen Sie es auch in den Sweep auf, oder entfernen Sie die Bedingung",
  "sweep-when/circle": ({ circle }) =>
    `diese Bedingungen bilden einen Kreis: ${circle.join(", dann ")}; entfernen Sie eine davon`,
};
