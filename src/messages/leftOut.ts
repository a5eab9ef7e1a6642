/** The parts of the data that are not among the examples: reasons, each a sentence without a full stop. */
import { counted } from "./message";
import { notice } from "./notices";

const these = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const pictures = (count: number) => these(count, "picture");
const filesAre = (count: number) => `${these(count, "file")} ${count === 1 ? "is" : "are"}`;

/** Lists up to five extensions, the most frequent first; "" for none. @param none names a file without an extension */
export function listedEndings(endings: readonly string[], none: string): string {
  const named = endings.map((ending) => ending || none);
  return named.length > 5 ? `${named.slice(0, 5).join(", ")}, …` : named.join(", ");
}
const listed = (endings: readonly string[]) => listedEndings(endings, "no ending");

export const leftOutMessages = {
  "left-out/index": notice<{ file: string }>(({ file }) => `${file}: the index that pandas wrote is not a column`),
  "left-out/titles": notice<{ file: string; titles: number }>(
    ({ file, titles }) => `${file}: ${titles} ${titles === 1 ? "row is a title" : "rows are titles"} above the table`,
  ),
  "left-out/missing": notice<{ file: string; rows: number; column: string; fields: readonly string[] }>(
    ({ file, rows, column, fields }) => {
      const words = fields.map((field) => (field === "" ? "empty" : `"${field}"`)).join(" or ");
      return `${file}: ${counted(rows, "row")} where "${column}" is ${words}`;
    },
  ),
  "left-out/row-names": notice<{ file: string }>(({ file }) => `${file}: row names, which the header does not name`),
  "left-out/validation": notice<{ count: number; folder: string }>(
    ({ count, folder }) =>
      `${pictures(count)} of ${folder}: data.validation selects the validation examples; remove it to validate on these`,
  ),
  "left-out/test": notice<{ count: number; folder: string }>(
    ({ count, folder }) => `${pictures(count)} of ${folder}: data.testPath selects the test examples`,
  ),
  "left-out/beside": notice<{ count: number; folder: string; used: readonly string[] }>(
    ({ count, folder, used }) => `${pictures(count)} of ${folder}, beside ${used.join(" and ")}`,
  ),
  "left-out/nested": notice<{ count: number; folder: string; into: string }>(
    ({ count, folder, into }) =>
      `${pictures(count)} of ${folder}, a folder inside that of the class; move them up into ${into}`,
  ),
  "left-out/loose": notice<{ count: number; example: string }>(
    ({ count, example }) => `${pictures(count)} beside the folders of the classes, such as ${example}`,
  ),
  "left-out/empty": notice<{ classes: readonly string[] }>(
    ({ classes }) => `there is no readable picture of the class ${classes.join(", ")}`,
  ),
  "left-out/format": notice<{ count: number; endings: readonly string[] }>(
    ({ count, endings }) =>
      `${filesAre(count)} in a format that is not supported (${listed(endings)}); save them as PNG or JPEG`,
  ),
  "left-out/no-picture": notice<{ count: number; endings: readonly string[] }>(
    ({ count, endings }) =>
      `${filesAre(count)} no readable ${count === 1 ? "picture" : "pictures"} (${listed(endings)})`,
  ),
  "left-out/hidden": notice<{ count: number; example: string }>(
    ({ count, example }) => `${filesAre(count)} hidden: the name starts with a dot (${example})`,
  ),
  "left-out/animated": notice<{ count: number }>(
    ({ count }) => `of ${these(count, "animated picture")} only the first frame is read`,
  ),
  "left-out/grey": notice<{ count: number }>(
    ({ count }) =>
      `the colours of ${pictures(count)}, because the first picture is grey; ` +
      "set data.grey to true if this is intended, to false to keep the colours",
  ),
};
