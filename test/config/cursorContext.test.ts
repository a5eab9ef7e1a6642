/** The completion context at the cursor in a config: "|" marks the cursor. */
import assert from "node:assert/strict";
import { cursorContext } from "../../src/config/editor/cursorContext";

function at(marked: string) {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const place = cursorContext(text, offset);
  if (!place) return undefined;
  const { path, isKey, quoted, written, whole } = place;
  const cut = ({ offset, length }: { offset: number; length: number }) => text.slice(offset, offset + length);
  return `${path.join(".")}${isKey ? " key" : ""}${quoted ? " quoted" : ""} [${cut(written)}] [${cut(whole)}]`;
}

describe("the place where somebody writes", () => {
  const cases: [string, string | undefined][] = [
    ['{ "data": { "label": "sp|ecies" } }', 'data.label quoted [species] ["species"]'],
    ['{ "data": { "label": "|" } }', 'data.label quoted [] [""]'],
    ['{ "data": { "label": |', "data.label [] []"],
    ['{ "data": { "label": |, "x": 1', "data.label [] []"],
    ['{ "data": { "label": spe|', "data.label [spe] [spe]"],
    // An unclosed string: the rest of the line does not belong to it.
    ['{ "data": { "label": "sp|, "x": 1 }\n}', 'data.label quoted [sp, ] ["sp, "]'],
    ['{ "data": { "label": "sp|\n  "x": 1 } }', 'data.label quoted [sp] ["sp]'],
    ['{ "data": { "features": ["a", "|"] } }', 'data.features.1 quoted [] [""]'],
    ['{ "data": { "features": ["a", |] } }', "data.features.1 [] []"],
    ['{ "data": { "features": [|] } }', "data.features.0 [] []"],
    ['{ "data": { "ordinal": { "si|" } } }', 'data.ordinal.si key quoted [si] ["si"]'],
    ['{ "data": { "ordinal": { | } } }', "data.ordinal. key [] []"],
    ['{ "layers": [{ "units": 3, "activation": "|" }] }', 'layers.0.activation quoted [] [""]'],
    ["|", " [] []"],
    ["// nothing yet\n|", " [] []"],
    // Positions where nothing can be completed.
    ['{ "data": { "label": "species"| } }', undefined],
    ['{ "data": { "label": |"species" } }', undefined],
    ['{ "data": { // "|"\n } }', undefined],
    ['{ "epochs": 3|0 }', undefined],
    ['{ "data": {} } |', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`is told in ${JSON.stringify(text)}`, () => assert.equal(at(text), expected));
  }
});
