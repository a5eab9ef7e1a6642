/** The German messages say the same as the English ones: with the same values, names, keys and settings. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfig } from "../../src/config/check/check";
import { saidOf } from "../../src/config/check/finding";
import { type ErrorId, errorMessages, formatError } from "../../src/messages";
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

  it("name the values of the English ones, for all errors", () => {
    for (const id of Object.keys(errorMessages) as ErrorId[]) {
      const german = germanError(id, anyValues);
      if (german === undefined) continue;
      assert.deepEqual(named(german), named((errorMessages[id].text as (values: object) => string)(anyValues)), id);
    }
  });

  it("have the values of an error", () => {
    const values = { folder: "runs/7" };
    assert.equal(formatError("calibration-missing", values).includes("runs/7"), true);
    assert.match(germanError("calibration-missing", values) ?? "", /^runs\/7: enthält keine calibration\.json/);
  });
});

/** A value that a template can take as a text or as a list. */
class AnyValue extends String {
  map(call: (value: string, index: number) => unknown): unknown[] {
    return [call(this.valueOf(), 0)];
  }
  join(): string {
    return this.valueOf();
  }
  override slice(): never {
    return this as never;
  }
  toPrecision(): string {
    return this.valueOf();
  }
}

/** Values of any name: "⟦file⟧" for file. */
const anyValues = new Proxy({}, { get: (_, name) => new AnyValue(`⟦${String(name)}⟧`) });

const named = (text: string) => [...new Set(text.match(/⟦\w+⟧/g))].sort();
