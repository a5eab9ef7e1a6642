/**
 * Code, messages and pages use the field's terms: some replaced words, which were ambiguous or unclear, must not
 * return.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const searched = ["src", "webview", "docs", "README.md", "package.nls.json"];
const isText = (name: string) => /\.(ts|css|md|json)$/.test(name);

/** Each with its replacement. "Told apart" is English for "distinguished". */
const unwanted: readonly [RegExp, string][] = [
  [/\btold\b(?!\s+apart)/i, "say what happens: shown, reported, returned, known"],
  [/\b(mends?|mended)\b/i, "fix"],
  [/\btaken for\b/i, "predicted … actual …"],
  [/\bby heart\b/i, "memorized, overfitting"],
  [/InWords/, "format…, describe…"],
  [/carryOut/, "execute"],
  [/[wW]hichWeights/, "CheckpointRef, checkpoint"],
  [/\b(is|are) cut off(:|`|")/, "truncated"],
  [/\bplays a GPU\b/, "a software adapter on the CPU"],
  [/\bruns of blanks\b/, "runs of spaces"],
  [/\btells? nothing\b/, "carries no information"],
  [/\bgoes on (in|with)\b/, "continues"],
  [/\bcomes? (to the same|again)\b/, "is the same, is written again"],
  [/\b(Surroundings|byChance)\b/, "environment, expected by chance"],
  [/\b(look(At|Again|Once|Through)|[sS]tretchOf)\b/, "poll, inspect, search; range"],
  [/\b(Asked|Stretch)\b|\b(interface|type) Places\b/, "request, range, points"],
];

/** Deprecated names that the package's API keeps for one version. */
const deprecated = /^export type WhichWeights = CheckpointRef;$/;

/** Returns the unwanted words as `file:line: text (instead)`. */
function unwantedWords(file: string, text: string): string[] {
  return text
    .split("\n")
    .flatMap((line, i) =>
      unwanted
        .filter(([word]) => word.test(line) && !deprecated.test(line))
        .map(([, instead]) => `${file}:${i + 1}: ${line.trim()} (${instead})`),
    );
}

describe("the vocabulary", () => {
  for (const path of searched) {
    it(`of ${path} is the field's`, () => {
      const hits = filesIn(path).flatMap((file) => unwantedWords(file, readFileSync(join(root, file), "utf8")));
      assert.ok(hits.length === 0, `${hits.length} lines\n${hits.join("\n")}`);
    });
  }

  it("is searched in whole words and in parts of names", () => {
    const text = [
      "classes can be told apart by their color", // allowed
      "a regression is told by its RMSE",
      "**Mend:** take relu",
      "recommended, amended, withhold", // whole words only
      "const text = durationInWords(3)",
      "4 taken for 9, learned by heart",
      "carryOut(whichWeights)",
      "type WhichWeights = string",
      "the archive is cut off: copy it again",
      "cut off at the edge, comes from, it goes on", // allowed
      "lookAgain(stretchOf(axis)) of Asked",
    ].join("\n");
    const lines = unwantedWords("sample.ts", text).map((hit) => Number(hit.split(":")[1]));
    assert.deepEqual(lines, [2, 3, 5, 6, 6, 7, 7, 8, 9, 11, 11]);
    assert.match(unwantedWords("sample.ts", text)[1], /^sample\.ts:3: \*\*Mend:\*\* take relu \(fix\)$/);
  });

  it("is looked for in every folder", () => {
    for (const path of searched) assert.ok(filesIn(path).length > 0, path);
    assert.ok(filesIn("src").includes("src/core/backend.ts"));
  });
});

function filesIn(path: string): string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  const names = readdirSync(join(root, path), { recursive: true, encoding: "utf8" });
  return names.filter(isText).map((name) => `${path}/${name.replaceAll("\\", "/")}`);
}
