/** docs/troubleshooting.md quotes messages as the catalogue and the extension have them. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPage, root } from "./pages";

const page = "docs/troubleshooting.md";

/** Returns the strings of all messages, with `…` in place of values, one message after the other. */
function messageTexts(): string {
  const folder = join(root, "src/messages");
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  const sources = files.map((file) => readFileSync(join(folder, file), "utf8"));
  const joined = sources.join("\n").replace(/["`'] \+\s*["`']/g, "");
  const translated = ["l10n/bundle.l10n.json", "package.nls.json"].flatMap((file) =>
    Object.values(JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, string>),
  );
  return `${withoutValues(joined)}\n${translated.join("\n").replace(/\{\d\}/g, "…")}`;
}

/** Replaces `${…}`, innermost first. */
function withoutValues(source: string): string {
  const shorter = source.replace(/\$\{[^{}]*\}/g, "…");
  return shorter === source ? source : withoutValues(shorter);
}

/** A quotation is in the texts if its parts between `…` follow each other within one message. */
function isQuoted(quotation: string, texts: string): boolean {
  const parts = quotation.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.join("[^\\n]{0,300}?")).test(texts);
}

describe("the page of troubleshooting", () => {
  const texts = messageTexts();
  const quotations = [...readPage(page).matchAll(/^> (.*)$/gm)].map(([, text]) => text);

  it("quotes messages that exist", () => {
    assert.ok(quotations.length > 30, `${quotations.length} quotations`);
    assert.deepEqual(
      quotations.filter((quotation) => !isQuoted(quotation, texts)),
      [],
    );
  });

  it("is compared with whole messages", () => {
    assert.ok(isQuoted("…: the disk is full; free some space, then resume the run", texts));
    assert.ok(!isQuoted("…: the disk is full; free some room, then resume the run", texts));
    assert.ok(!isQuoted("…: there is no such file; free some space", texts));
  });
});
