/** The walkthrough in package.json: its commands, files and completion events are there. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfig } from "../../src/config/check/check";

const root = join(__dirname, "../..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");

interface Step {
  id: string;
  description: string;
  media: { markdown?: string; image?: string | Record<string, string>; altText?: string };
  completionEvents: string[];
}

const { contributes } = JSON.parse(read("package.json")) as {
  contributes: { walkthroughs: [{ steps: Step[] }]; commands: { command: string }[] };
};
const texts = JSON.parse(read("package.nls.json")) as Record<string, string>;

describe("the walkthrough", () => {
  const [{ steps }] = contributes.walkthroughs;
  const linksOf = (text: string) => [...text.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)];

  it("has the steps that the extension completes", () => {
    const [, declared] = /type WalkthroughStep = (.*);/.exec(read("src/extension/base/walkthrough.ts")) ?? [];
    assert.deepEqual(
      declared.match(/\w+/g),
      steps.map(({ id }) => id),
    );
    for (const { id, completionEvents } of steps) {
      assert.deepEqual(completionEvents, [`onContext:matrixNetwork.walkthrough.${id}`]);
    }
  });

  it("links to commands that exist, with arguments that can be parsed", () => {
    const own = new Set(contributes.commands.map(({ command }) => command));
    const welcome = Object.entries(texts).flatMap(([key, text]) => (key.startsWith("welcome.") ? [text] : []));
    const links = [...steps.map(({ description }) => texts[description.slice(1, -1)]), ...welcome].flatMap(linksOf);
    assert.ok(links.length >= 8, String(links.length));
    for (const [, command, given] of links) {
      assert.ok(own.has(command) || /^(vscode|workbench)\./.test(command), command);
      if (given) JSON.parse(decodeURIComponent(given));
    }
  });

  it("shows a config without findings", () => {
    const [, config] = /```jsonc\n(.*?)```/s.exec(read("media/walkthrough/config.md")) ?? [];
    assert.deepEqual(checkConfig(config).findings, []);
  });

  it("shows files that are shipped", () => {
    const shipped = read(".vscodeignore");
    for (const { media } of steps) {
      if (media.image) assert.match(media.altText ?? "", /^%.*%$/);
      const files = [media.markdown ?? media.image ?? []].flatMap((file) =>
        typeof file === "string" ? file : Object.values(file),
      );
      assert.ok(files.length > 0);
      for (const file of files) {
        assert.ok(existsSync(join(root, file)), file);
        assert.ok(file.startsWith("media/") && shipped.split("\n").includes("!media/**"), file);
      }
    }
  });
});
