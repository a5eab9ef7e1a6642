/** German for ../expressions.ts. */
import type { expressionMessages } from "../expressions";
import type { TextsOf } from "../message";
import { valueKind, valueKindTaken } from "./words";

const meant = (near: readonly string[]) => (near.length > 0 ? `; meinten Sie ${near.join(" oder ")}?` : "");
const values = (wanted: string) =>
  wanted.replace("or more", "oder mehr").replace(" to ", " bis ").replace("values", "Werte").replace("value", "Wert");

export const expressionTexts: TextsOf<typeof expressionMessages> = {
  "bad-expression/empty": () => "der Ausdruck ist leer; schreiben Sie einen wie validationAccuracy > 0.9",
  "bad-expression/length": ({ limit }) => `der Ausdruck ist länger als ${limit} Zeichen; kürzen Sie ihn`,
  "bad-expression/depth": ({ limit }) =>
    `Klammern und Vorzeichen sind tiefer als ${limit} Ebenen geschachtelt; verwenden Sie weniger`,
  "bad-expression/character": ({ found }) =>
    `${found} hat hier keine Bedeutung; lassen Sie es weg, oder setzen Sie Texte in Anführungszeichen`,
  "bad-expression/unclosed": () => "dieser Text hat kein Ende; schließen Sie seine Anführungszeichen",
  "bad-expression/number": ({ found }) => `${found} ist keine Zahl; schreiben Sie sie wie 0.5 oder 1e-3`,
  "bad-expression/operator": ({ found, right }) => `${found} ist kein Operator; schreiben Sie ${right}`,
  "bad-expression/expected": ({ expected, found }) =>
    found === undefined
      ? `am Ende des Ausdrucks fehlt etwas: ${valueKind(expected)}; ergänzen Sie es`
      : `${found} steht, wo etwas anderes erwartet wird: ${valueKind(expected)}`,
  "bad-expression/chained": () => "es werden nur zwei Werte auf einmal verglichen; verbinden Sie Vergleiche mit &&",
  "bad-expression/name": ({ name, near }) =>
    `es gibt kein ${name}${near.length > 0 ? meant(near) : "; prüfen Sie den Namen"}`,
  "bad-expression/ambiguous": ({ name, candidates }) =>
    `${name} ist mehrdeutig: ${candidates.join(" oder ")}; schreiben Sie eines davon`,
  "bad-expression/function": ({ name, near }) =>
    `es gibt keine Funktion ${name}${near.length > 0 ? meant(near) : "; prüfen Sie den Namen"}`,
  "bad-expression/arguments": ({ name, wanted, found }) =>
    `${name} nimmt ${values(wanted)}, nicht ${found}; ändern Sie die Argumente`,
  "bad-expression/type": ({ what, wanted, found }) =>
    `${what} nimmt ${valueKindTaken(wanted)}, und dies ist ${valueKind(found)}; ändern Sie diesen Teil`,
  "bad-expression/compare": ({ left, right }) =>
    `${valueKind(left)} und ${valueKind(right)} sind nicht vergleichbar; vergleichen Sie Werte einer Art`,
  "bad-expression/condition": ({ found }) =>
    `das Ergebnis ist ${valueKind(found)}, nicht true oder false; fügen Sie einen Vergleich wie > 0 hinzu`,
  "bad-expression/index": ({ name, matrix, rows, columns }) =>
    `${name} liegt außerhalb von ${matrix} mit der Form [${rows}, ${columns}], ab 0 gezählt; ändern Sie den Index`,
  "bad-expression/operation": ({ name }) =>
    `${name} gibt es nur innerhalb einer Operation, und diese Bedingung wird nach ganzen Minibatches ausgewertet; lassen ` +
    "Sie es weg",
  "bad-expression/layer": ({ what, kinds, activations, found }) =>
    `${what} nimmt ${kinds.join(" oder ")} einer Schicht mit ${activations.join(", ")}, etwa ${what}(${kinds[0]}1)` +
    (found === undefined ? "; ändern Sie das Argument" : `, hier aber ${found}; wählen Sie eine andere Schicht`),
  "bad-expression/right-task": () =>
    "right gilt für Klassen und Labels, und dieses Netz sagt Größen voraus; vergleichen Sie seine cost",
  "bad-expression/right-set": ({ sets, near }) =>
    `das erste Argument von right ist eine Menge von Beispielen: ${sets.join(", ")}${meant(near)}`,
  "bad-expression/right-index": ({ set, count }) =>
    `das zweite Argument von right ist der Index eines Beispiels; ${set} hat 0 bis ${count - 1}`,
};
