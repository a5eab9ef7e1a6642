/** A minimal XML scanner for checks before a library reads the text: elements in order, and their attributes. */

export interface Element {
  /** Name without its prefix. */
  name: string;
  attributes: Map<string, string>;
  /** Index of the end of its start tag. */
  end: number;
  /** Index of the start of its start tag. */
  start: number;
}

/** Longer than any start tag of a workbook: limits the search for its end in a damaged one. */
const maxTag = 4096;

/** Yields the start tags of the named elements, in order. */
export function* elementsOf(xml: string, names: readonly string[]): Generator<Element> {
  const tag = new RegExp(`<(?:[\\w.-]+:)?(${names.join("|")})(?=[\\s/>])([^<>]{0,${maxTag}})>`, "g");
  for (let found = tag.exec(xml); found; found = tag.exec(xml)) {
    yield { name: found[1], attributes: attributesOf(found[2]), start: found.index, end: tag.lastIndex };
  }
}

function attributesOf(text: string): Map<string, string> {
  const pairs = text.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map(Array.from(pairs, ([, name, double, single]) => [name, unescaped(double ?? single)]));
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Replaces character references and the five named entities by characters. */
export const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return entities[name.toLowerCase()];
    const code = Number.parseInt(hex ?? decimal, hex ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
