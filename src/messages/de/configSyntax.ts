/** German for ../configSyntax.ts. */
import type { configSyntaxMessages } from "../configSyntax";
import type { TextsOf } from "../message";

const listed = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(", ");
const oneOf = (values: readonly unknown[]) => `${values.length > 1 ? "einen der Werte " : ""}${listed(values)}`;

const typeNames: Record<string, string> = {
  int: "eine ganze Zahl",
  number: "eine Zahl",
  string: "eine Zeichenfolge in doppelten Anführungszeichen",
  boolean: "true oder false",
  object: "ein Objekt { … }",
  array: "eine Liste [ … ]",
  tuple: "eine Liste [ … ]",
};

const entries = (count: number) => `${count} ${count === 1 ? "Eintrag" : "Einträge"}`;
const bounds = { "at least": "mindestens", "at most": "höchstens", above: "größer als", below: "kleiner als" };

export const configSyntaxTexts: TextsOf<typeof configSyntaxMessages> = {
  "json-syntax/size": ({ megabytes, limit }) =>
    `die Konfiguration ist ${megabytes} MB groß, gelesen werden höchstens ${limit} MB; entfernen Sie nicht benötigte Teile`,
  "json-syntax/depth": ({ limit }) =>
    `Klammern sind tiefer als ${limit} Ebenen geschachtelt; entfernen Sie die überzähligen Ebenen`,
  "json-syntax/number": () => "diese Zahl ist unvollständig; ergänzen Sie Ziffern nach dem Punkt oder dem e",
  "json-syntax/extra-comma": () => "hier ist ein ',' zu viel; entfernen Sie es",
  "json-syntax/key": () => "hier wird ein Schlüssel in doppelten Anführungszeichen erwartet",
  "json-syntax/colon": () => "zwischen Schlüssel und Wert fehlt ein ':'",
  "json-syntax/comma": () => "davor fehlt ein ','",
  "json-syntax/bracket": () => "davor fehlt eine ']'",
  "json-syntax/brace": () => "davor fehlt eine '}'",
  "json-syntax/end-brace": () => "am Ende fehlt eine '}'",
  "json-syntax/end-bracket": () => "am Ende fehlt eine ']'",
  "json-syntax/leading-zero": () => "eine Zahl darf nicht mit 0 beginnen; entfernen Sie die Null",
  "json-syntax/after-end": () => "nach der schließenden '}' der Konfiguration darf nichts folgen; entfernen Sie es",
  "json-syntax/comment": () => "dieser Kommentar ist nicht geschlossen; beenden Sie ihn mit */",
  "json-syntax/string": () => 'diese Zeichenfolge ist nicht geschlossen; beenden Sie sie in derselben Zeile mit "',
  "json-syntax/unicode": () => "\\u benötigt in dieser Zeichenfolge vier Hexadezimalziffern",
  "json-syntax/escape": () =>
    "diese Zeichenfolge enthält eine unbekannte Escapesequenz; schreiben Sie \\\\ für einen umgekehrten Schrägstrich",
  "json-syntax/character": () => "ein Zeichen in dieser Zeichenfolge ist nicht zulässig; entfernen Sie es",
  "json-syntax/empty": () => 'die Datei ist leer; eine Konfiguration beginnt mit { "version": 1 }',
  "json-syntax/value": () => "hier fehlt ein Wert",
  "json-syntax/single-quotes": () => "Zeichenfolgen benötigen doppelte statt einfacher Anführungszeichen",
  "json-syntax/after-string": ({ found }) =>
    `'${found}' folgt unmittelbar auf eine Zeichenfolge; ergänzen Sie davor das fehlende " oder ','`,
  "json-syntax/unquoted-key": ({ found }) => `setzen Sie den Schlüssel in doppelte Anführungszeichen: "${found}"`,
  "json-syntax/leading-point": ({ digits }) => `eine Zahl beginnt mit einer Ziffer; schreiben Sie 0${digits}`,
  "json-syntax/plus": ({ digits }) => `eine Zahl hat kein führendes +; schreiben Sie ${digits}`,
  "json-syntax/not-a-number": () => "dies ist keine JSON-Zahl; schreiben Sie Ziffern",
  "json-syntax/literal": ({ found, near }) => `'${found}' ist kein gültiges JSON; meinten Sie ${near}?`,
  "json-syntax/unquoted-string": ({ found }) => `setzen Sie die Zeichenfolge in doppelte Anführungszeichen: "${found}"`,
  "json-syntax/symbol": ({ found }) => `'${found}' ist kein gültiges JSON; entfernen Sie es`,
  "duplicate-key": ({ key }) => `doppelter Schlüssel '${key}'; behalten Sie einen davon`,
  "unknown-key/near": ({ key, near }) => `unbekannter Schlüssel '${key}'; meinten Sie '${near}'?`,
  "unknown-key/near-present": ({ key, near }) =>
    `unbekannter Schlüssel '${key}'; meinten Sie '${near}'? Dieser ist bereits vorhanden`,
  "unknown-key": ({ key, keys }) => `unbekannter Schlüssel '${key}'; hier gibt es die Schlüssel ${keys.join(", ")}`,
  "unknown-key/more": ({ count }) => `und ${count} weitere unbekannte Schlüssel; entfernen Sie sie`,
  "missing-key": ({ key, values }) =>
    `hier fehlt der Schlüssel '${key}'; fügen Sie ihn hinzu${values.length > 0 ? `: ${oneOf(values)}` : ""}`,
  "missing-key/either": ({ keys }) => `hier fehlt ein Schlüssel; fügen Sie '${keys.join("' oder '")}' hinzu`,
  "one-of": ({ keys }) => `geben Sie entweder '${keys.join("' oder '")}' an, nicht beide`,
  "unknown-value/near": ({ found, near, values }) =>
    `unbekannter Wert ${found}; meinten Sie "${near}"? Verwenden Sie ${oneOf(values)}`,
  "unknown-value": ({ found, values }) => `unbekannter Wert ${found}; verwenden Sie ${oneOf(values)}`,
  "wrong-type": ({ type, found }) => `erwartet wird ${typeNames[type] ?? type}, gefunden wurde ${found}`,
  "wrong-type/value": ({ values, found }) =>
    `erwartet wird ${values.length > 1 ? "einer der Werte " : ""}${listed(values)}, gefunden wurde ${found}`,
  "wrong-type/either": ({ values, types, found, near }) => {
    const named = [...new Set(types.map((type) => typeNames[type] ?? type))];
    const expected = [...(values.length > 0 ? [listed(values)] : []), ...named].join(" oder ");
    const meant = near === undefined ? "" : `; meinten Sie "${near}"?`;
    return `erwartet wird ${expected}, gefunden wurde ${found}${meant}`;
  },
  "out-of-range/infinite": () => "diese Zahl ist zu groß",
  "out-of-range/integer": ({ max }) => `diese Zahl ist zu groß; die größte ist ${max}`,
  "out-of-range/entries": ({ count, bound, limit }) =>
    `die Liste enthält ${entries(count)}; benötigt werden ${bound === "min" ? "mindestens" : "höchstens"} ${entries(limit)}`,
  "out-of-range/character": () => "hier wird genau ein Zeichen benötigt",
  "out-of-range/length": ({ found }) => `${found} hat nicht die richtige Länge`,
  "out-of-range": ({ found, bound, limit }) =>
    `${found} liegt außerhalb des zulässigen Bereichs; der Wert muss ${bounds[bound]} ${limit} sein`,
  "not-yet/key": ({ key }) => `'${key}' ist in dieser Version nicht verfügbar; entfernen Sie es`,
  "not-yet/value": ({ value }) => `"${value}" ist in dieser Version nicht verfügbar; wählen Sie einen anderen Wert`,
};
