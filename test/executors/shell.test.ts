/** Quoted words for sh keep their text, whatever it contains: checked with sh itself. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fillTemplate, quote, quoteAll } from "../../src/executors/shell";

const awkward = [
  "plain",
  "two words",
  "",
  "it's",
  '"double"',
  "''",
  "a'b'c",
  "line\nbreak",
  "\n",
  "tab\there",
  "$HOME",
  "$(echo no)",
  "`echo no`",
  "back\\slash",
  "end\\",
  "star*?[a]",
  "~",
  "~/x",
  "a;b&c|d",
  "<in>out",
  "#comment",
  "!history",
  "{a,b}",
  "{group}",
  "-n",
  "=x",
  "a=b",
  "ünïcödé 日本",
  "\u001b[31m",
  "%A_%a",
];

describe("words for sh", () => {
  before(function () {
    if (process.platform === "win32") this.skip();
  });

  /** Returns the words that sh passes on, separated by a zero byte, which no word can contain. */
  const wordsOf = (line: string): string[] => {
    const { stdout, stderr, status } = spawnSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return stdout.split("\0").slice(0, -1);
  };

  it("are the texts that they were made of", () => {
    assert.deepEqual(wordsOf(quoteAll(awkward)), awkward);
  });

  it("can stand in the middle of a word", () => {
    for (const text of awkward) assert.deepEqual(wordsOf(`a${quote(text)}/z`), [`a${text}/z`]);
  });

  it("keep their quotes only where sh needs them, for a person to read", () => {
    assert.equal(
      quoteAll(["qsub", "-t", "1-4", "/home/ann/iris.network.json"]),
      "qsub -t 1-4 /home/ann/iris.network.json",
    );
    assert.equal(quoteAll(["two words", "it's"]), `'two words' 'it'\\''s'`);
  });

  it("replace placeholders, also where one's text looks like another", () => {
    const group = "/data/{log} of $USER";
    const line = fillTemplate("{group} {log}/x", { group: quote(group), log: quote("/l o g") }, "sweep.executor.start");
    assert.deepEqual(wordsOf(line), [group, "/l o g/x"]);
  });

  it("leave braces that belong to the shell or to GNU parallel", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
    const line = "parallel -j{workers} 'echo {} {#} {1} {.}' ::: {1..4} {a,b} ${HOME} ${log}";
    assert.equal(fillTemplate(line, { workers: "4", log: "/l" }, "key"), line.replace("{workers}", "4"));
  });

  it("refuse a placeholder that does not exist, by its key and with those that do", () => {
    assert.throws(() => fillTemplate("qsub -N {name}", { workers: "4", log: "/l" }, "sweep.executor.start"), {
      code: "executor-placeholder",
      message:
        "sweep.executor.start: {name} is not a placeholder; use {workers}, {log}, or { name } for the shell's own braces",
    });
    assert.throws(() => fillTemplate("{toString}", {}, "key"), { code: "executor-placeholder" });
  });
});
