/** The German messages say the same as the English ones: with the same values, names, keys and settings. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfig } from "../../src/config/check/check";
import { saidOf } from "../../src/config/check/finding";
import { formatError } from "../../src/messages";
import { germanError, germanLint } from "../../src/messages/de";

const folder = join(__dirname, "../fixtures/config");
const findings = readdirSync(folder)
  .filter((name) => name.endsWith(".network.json"))
  .flatMap((name) => checkConfig(readFileSync(join(folder, name), "utf8")).findings);

/** Numbers, quoted words and names of keys: they are in every language. */
const kept = (text: string) => text.match(/\d+(\.\d+)?|"[^"]*"|(?<!\w)'[^']*'|\{[^}]*\}|\b[a-z]+[A-Z]\w*/g) ?? [];

describe("the messages in German", () => {
  it("have the numbers, names and keys of the English ones, for the findings of all fixtures", () => {
    assert.ok(findings.length > 100);
    for (const { message, [saidOf]: said } of findings) {
      assert.ok(said, message);
      const german = germanLint(said.id, said.values);
      const missing = kept(message).filter((part) => !german.includes(part));
      assert.deepEqual(missing, [], `${message}\n${german}`);
    }
  });

  it("are not the English ones, except for reasons that come from elsewhere", () => {
    for (const { message, [saidOf]: said } of findings) {
      if (said && !("reason" in said.values)) assert.notEqual(germanLint(said.id, said.values), message);
    }
  });

  it("have the values of an error", () => {
    const values = { folder: "runs/7" };
    assert.equal(formatError("calibration-missing", values).includes("runs/7"), true);
    assert.match(germanError("calibration-missing", values) ?? "", /^runs\/7: enthält keine calibration\.json/);
  });
});
