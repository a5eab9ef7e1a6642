/** German for ../pickles.ts. */
import type { TextsOf } from "../message";
import type { pickleMessages } from "../pickles";
import { fileKind } from "./words";

const again = "speichern Sie das Pickle erneut";

export const pickleTexts: TextsOf<typeof pickleMessages> = {
  "pickle-magic": ({ found }) =>
    `kein Pickle: der Inhalt ist anscheinend ${fileKind(found)}; speichern Sie es mit pickle.dump`,
  "pickle-opcode": ({ opcode }) =>
    `der Opcode ${opcode} wird nicht unterstützt und nicht ausgeführt; speichern Sie nur NumPy-Arrays`,
  "pickle-class": ({ name }) =>
    `es nennt ${name}, das nicht unterstützt und nicht ausgeführt wird; speichern Sie nur NumPy-Arrays`,
  "pickle-class/torch": ({ name }) =>
    `es nennt ${name}, das nicht ausgeführt wird; speichern Sie nur die Gewichte: torch.save(model.state_dict(), …)`,
  "pickle-protocol": ({ version }) => `Protokoll ${version} wird nicht unterstützt; speichern Sie es mit Protokoll 5`,
  "pickle-truncated": () => "das Pickle endet zu früh; kopieren oder speichern Sie es erneut",
  "pickle-damaged/empty-stack": () => `das Pickle nimmt einen Wert von einem leeren Stapel; ${again}`,
  "pickle-damaged/no-mark": () => `das Pickle beendet eine Gruppe, die es nicht begonnen hat; ${again}`,
  "pickle-damaged/append": () => `das Pickle hängt an etwas an, das keine Liste ist; ${again}`,
  "pickle-damaged/set": () => `das Pickle setzt Schlüssel in etwas, das kein Dictionary ist; ${again}`,
  "pickle-damaged/memo": () => `das Pickle liest einen leeren Platz des Memos; ${again}`,
  "pickle-damaged/call": () => `das Pickle ruft etwas auf, das keine Funktion ist; ${again}`,
  "pickle-damaged/call-name": ({ name }) => `das Pickle ruft ${name} auf, das keine Funktion ist; ${again}`,
  "pickle-damaged/state": () => `das Pickle gibt einem Objekt ohne Zustand einen Zustand; ${again}`,
  "pickle-damaged/no-dtype": () => `ein Array hat keinen Elementtyp; ${again}`,
  "pickle-damaged/no-shape": () => `ein Array hat keine Form; ${again}`,
  "pickle-damaged/array-bytes": ({ shape, bytes }) =>
    `ein Array der Form (${shape.slice(0, 8).join(", ")}) hat nicht die ${bytes} Bytes, die es benötigt; ${again}`,
  "pickle-damaged/no-text": () => `das Pickle hat keinen Text, wo Text erwartet wird; ${again}`,
  "pickle-damaged/no-bytes": () => `das Pickle hat Text, wo Bytes erwartet werden; ${again}`,
  "pickle-damaged/long-integer": ({ bytes }) =>
    `eine ganze Zahl von ${bytes} Bytes ist länger, als Arrays benötigen; ${again}`,
  "pickle-damaged/integer": () => `eine ganze Zahl ist fehlerhaft; ${again}`,
  "pickle-damaged/number": () => `eine Zahl ist fehlerhaft; ${again}`,
  "pickle-damaged/quotes": () => `eine Zeichenfolge hat keine Anführungszeichen; ${again}`,
  "pickle-damaged/character": () => `ein Zeichen liegt außerhalb von Unicode; ${again}`,
  "pickle-damaged/escape": () => `eine Zeichenfolge hat eine unbekannte Escapesequenz; ${again}`,
};
