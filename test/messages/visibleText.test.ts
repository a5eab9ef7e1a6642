/** Control characters in foreign text are displayed as text and have no effect. */
import assert from "node:assert/strict";
import { escaped } from "../../src/cli/terminalText";
import { checkConfig } from "../../src/config/check/check";
import { formatFinding } from "../../src/config/check/finding";
import { NetworkError } from "../../src/core/errors";
import { labelText, linklessText, visibleLines, visibleText } from "../../src/messages/visibleText";

const title = "\u001b]0;EVIL\u0007\u001b[2J";

const isVisible = (text: string) => assert.equal(visibleText(text), text);

describe("control characters", () => {
  it("become escapes, and so do marks that turn the direction of writing", () => {
    assert.equal(visibleText(`a${title}b`), "a\\u001b]0;EVIL\\u0007\\u001b[2Jb");
    assert.equal(visibleText("a\nb\tc\u0085\u202ed\u2066"), "a\\u000ab\\u0009c\\u0085\\u202ed\\u2066");
    assert.equal(visibleLines("a\n\tb\r\u2028"), "a\n\tb\\u000d\\u2028");
    assert.equal(visibleText("Größe, 高さ, גובה, 👍🏽"), "Größe, 高さ, גובה, 👍🏽");
  });

  it("become escapes in labels, where the text of an icon stays text", () => {
    assert.equal(
      labelText("a $(flame) $(sync~spin)\u001b $5 (b)"),
      "a $\u200b(flame) $\u200b(sync~spin)\\u001b $5 (b)",
    );
  });

  it("become escapes in notifications, where a link stays text", () => {
    assert.equal(linklessText("no [x](command:y)\u001b"), "no [x]\u200b(command:y)\\u001b");
  });

  it("of a key and a value are escapes in what is said of them", () => {
    const text = JSON.stringify({ version: 1, [title]: 1, data: { format: "builtin", name: "\u001b[31mred" } });
    const { findings } = checkConfig(text);
    assert.ok(findings.length > 1);
    for (const finding of findings) isVisible(formatFinding("x", finding) + finding.message);
  });

  it("of a file's name are escapes in an error", () => {
    const { message } = new NetworkError("data-folder", { name: `${title}.csv`, key: "data.path" });
    isVisible(message);
    assert.match(message, /^\\u001b\]0;EVIL/);
  });

  it("of colours stay in what the command line prints, and no others", () => {
    assert.equal(escaped(`\u001b[2mdim\u001b[22m ${title}`), `\u001b[2mdim\u001b[22m ${visibleText(title)}`);
  });
});
