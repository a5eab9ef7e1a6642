/** Files are short enough to be read at once, and their comments fit the formatter's line width. */
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(__dirname, "../..");
const widest = 120;

interface CountedFile {
  path: string;
  text: string;
  code: number[];
  comment: number[];
  blank: number[];
}

describe("the files of src and webview", () => {
  let files: CountedFile[];
  let median: (numbers: number[]) => number;
  let linesByKind: (text: string) => Pick<CountedFile, "code" | "comment" | "blank">;
  before(async () => {
    const lines = await import(pathToFileURL(join(root, "scripts", "lines.mjs")).href);
    ({ median, linesByKind } = lines);
    files = ["src", "webview"].flatMap((folder) => lines.countFolder(join(root, folder)));
    assert.ok(files.length > 500, `${files.length} files`);
  });

  const length = ({ code, comment, blank }: CountedFile) => code.length + comment.length + blank.length;

  it("have at most 300 lines, and half of them fewer than 80", () => {
    assert.deepEqual(
      files.filter((file) => length(file) > 300).map(({ path }) => path),
      [],
    );
    assert.ok(median(files.map(length)) < 80);
  });

  it(`have no comment line of more than ${widest} characters`, () => {
    const wide = files.flatMap(({ path, text, comment }) => {
      const lines = text.split("\n");
      return comment.filter((line) => [...lines[line - 1]].length > widest).map((line) => `${path}:${line}`);
    });
    assert.deepEqual(wide, []);
  });

  it("are counted by kind of line: code, comments and blanks", () => {
    const text = "/**\n * why\n */\nconst a = 1; // one\n\n// two\nconst b = `/* no */`;\n";
    assert.deepEqual(linesByKind(text), { code: [4, 7], comment: [1, 2, 3, 6], blank: [5] });
  });
});
