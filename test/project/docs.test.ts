/**
 * Pages about the code are correct where that can be checked: paths exist, links work, lengths are within their limits.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pages, readPage as read, root } from "./pages";

describe("the pages", () => {
  for (const page of pages) {
    it(`${page} names files and folders that exist`, () => {
      const named = [...read(page).matchAll(/`((?:src|webview|test|scripts|bench|schemas|examples)\/[\w./-]*\w)`/g)];
      assert.deepEqual(
        named.map(([, path]) => path).filter((path) => !existsSync(join(root, path))),
        [],
      );
    });

    it(`${page} links to files and headings that exist`, () => {
      const links = [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link);
      const broken = links.filter((link) => {
        const [path, anchor] = link.split("#");
        const file = path === "" ? join(root, page) : join(root, dirname(page), path);
        return !existsSync(file) || (anchor !== undefined && !anchors(file).includes(anchor));
      });
      assert.deepEqual(broken, []);
    });
  }

  it("are all in the list of docs/README.md", () => {
    const listed = [...read("docs/README.md").matchAll(/\]\(([^)]+\.md)\)/g)].map(([, link]) => join("docs", link));
    const own = pages.filter((page) => page.startsWith("docs/") && page !== "docs/README.md");
    assert.deepEqual(
      own.filter((page) => !listed.includes(join(page))),
      [],
    );
  });

  it("keep ARCHITECTURE.md short: under 120 lines of at most 120 characters", () => {
    const lines = read("ARCHITECTURE.md").trimEnd().split("\n");
    assert.ok(lines.length < 120, `${lines.length} lines`);
    assert.deepEqual(
      lines.filter((line) => [...line].length > 120),
      [],
    );
  });

  it("keep the items of README's lists under 40 words", () => {
    const items = read("README.md").split(/\n(?=- )|\n\n/);
    const long = items.filter((item) => item.startsWith("- ") && item.split(/\s+/).length > 40);
    assert.deepEqual(long, []);
  });

  it("define every term of the glossary once", () => {
    const terms = [...read("docs/glossary.md").matchAll(/^\| ([^|]+) \|/gm)]
      .map(([, term]) => term.trim())
      .filter((term) => term !== "term" && !term.startsWith("---"));
    assert.ok(terms.length > 40, `${terms.length} terms`);
    assert.equal(new Set(terms).size, terms.length);
  });
});

/** Returns the anchors of the headings, as GitHub forms them. */
function anchors(file: string): string[] {
  const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
