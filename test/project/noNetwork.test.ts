/** The promises of SECURITY.md for the whole code: it opens no network connection and executes no text as code. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** Each pattern with the files that may contain it. */
const kept: [what: string, pattern: RegExp, allowed: RegExp][] = [
  ["modules of the network", /["'](?:node:)?(?:http2?|https|tls|dgram|dns)(?:\/promises)?["']/, /^$/],
  // The control socket has a path, not a port.
  ["sockets", /["'](?:node:)?net["']/, /^src\/control\//],
  ["requests of a page", /\bfetch\(["'`]|\bglobalThis\.fetch\b|XMLHttpRequest|\bWebSocket\b|\bEventSource\b/, /^$/],
  ["code from text", /\beval\(|\bnew Function\(/, /^$/],
];

function found(file: string, text: string): string[] {
  return kept.flatMap(([what, pattern, allowed]) => (pattern.test(text) && !allowed.test(file) ? [what] : []));
}

const sources = () =>
  ["src", "webview"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );

describe("the code of src and webview", () => {
  it("opens no connection, and makes no code from text", () => {
    const files = sources();
    assert.ok(files.length > 500);
    const hits = files.flatMap((file) => found(file, readFileSync(join(root, file), "utf8")).map((hit) => [file, hit]));
    assert.deepEqual(hits, []);
  });

  it("is searched for it", () => {
    for (const line of [
      'import { get } from "node:https";',
      'import { connect } from "node:net";',
      'await fetch("x")',
      "new Function(text)",
    ])
      assert.equal(found("src/data/x.ts", line).length, 1, line);
    assert.deepEqual(found("src/control/x.ts", 'import { connect } from "node:net";'), []);
  });

  it("listens on a path alone, in one place", () => {
    const listens = sources().flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(/\bserver\.listen\(([^)]*)\)/g)].map(([, what]) => [
        file,
        what,
      ]),
    );
    assert.deepEqual(listens, [["src/control/socketFolder.ts", "address"]]);
  });
});
