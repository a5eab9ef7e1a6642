/** The German messages say the same as the English ones: with the same values, names, keys and settings. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfig } from "../../src/config/check/check";
import { saidOf } from "../../src/config/check/finding";
import { NetworkError } from "../../src/core/errors";
import { formSentence } from "../../src/data/table/describeForm";
import { normalized } from "../../src/groups/sealed";
import { problemOf, resultSchema, type StoredResult } from "../../src/groups/trial";
import { type ErrorId, errorMessages, type NoticeId, noticed, noticeMessages, translated } from "../../src/messages";
import { germanTexts } from "../../src/messages/de";
import { messageFields } from "../../src/messages/said";
import { resultOf } from "../../src/trainer/group/trialResult";

const folder = join(__dirname, "../fixtures/config");
const findings = readdirSync(folder)
  .filter((name) => name.endsWith(".network.json"))
  .flatMap((name) => checkConfig(readFileSync(join(folder, name), "utf8")).findings)
  .map(({ message, [saidOf]: said }) => ({ ...said, message }));

/** Numbers, quoted words and names of keys: they are in every language. */
const kept = (text: string) => text.match(/\d+(\.\d+)?|"[^"]*"|(?<!\w)'[^']*'|\{[^}]*\}|\b[a-z]+[A-Z]\w*/g) ?? [];

describe("the messages in German", () => {
  it("have the numbers, names and keys of the English ones, for the findings of all fixtures", () => {
    assert.ok(findings.length > 100);
    for (const finding of findings) {
      const german = translated(finding, germanTexts);
      const missing = kept(finding.message).filter((part) => !german.includes(part));
      assert.deepEqual(missing, [], `${finding.message}\n${german}`);
    }
  });

  it("are not the English ones, except for reasons that come from elsewhere", () => {
    for (const finding of findings) {
      if (!("reason" in (finding.values ?? {}))) assert.notEqual(translated(finding, germanTexts), finding.message);
    }
  });

  it("have no English words in them, except for reasons that come from elsewhere", () => {
    const english = /\b(the|with|and|which|default|about|to|is|are|of)\b/;
    for (const finding of findings) {
      if ("reason" in (finding.values ?? {})) continue;
      const german = translated(finding, germanTexts).replace(/"[^"]*"|'[^']*'|\{[^}]*\}/g, "");
      assert.doesNotMatch(german, english);
    }
  });

  it("are made of what an event has, with the messages in it, and stay English for another version", () => {
    const values = {
      config: "a.network.json",
      name: "w.npz",
      reason: new NetworkError("run-disk-full", { file: "f" }),
    };
    const event = JSON.parse(JSON.stringify(messageFields(new NetworkError("start-weights/unreadable", values))));
    assert.match(
      translated(event, germanTexts),
      /^a\.network\.json: .* kann nicht gelesen werden \(f: der Datenträger ist voll/,
    );
    for (const other of [{ id: "unknown" }, { values: {} }, { message: "another text" }]) {
      assert.equal(translated({ ...event, ...other }, germanTexts), other.message ?? event.message);
    }
  });

  it("say why a trial failed, from its result: without the config's file, and the first of several findings", () => {
    const file = "a.network.json";
    const first = noticed("finding", {
      where: `${file}:3:1`,
      severity: "error",
      path: "cost",
      finding: new NetworkError("run-disk-full", { file: "f" }),
    });
    const germanOf = (error: NetworkError) => {
      const proposal = { trial: 0, generation: 0, values: {}, seed: 1, epochs: 5 };
      const result = resultOf(proposal, { experiment: undefined, continued: undefined, error });
      return translated(problemOf(normalized(result, resultSchema) as StoredResult), germanTexts);
    };
    const refused = new NetworkError("bad-config/findings", { first, more: 2, file });
    assert.match(germanOf(refused), /^a\.network\.json:3:1: cost: f: der Datenträger ist voll[^(]*$/);
    const values = { config: file, name: "w.npz", reason: new NetworkError("run-disk-full", { file: "f" }) };
    const started = new NetworkError("start-weights/unreadable", { ...values });
    assert.match(germanOf(started), /kann nicht gelesen werden \(f: der Datenträger ist voll/);
  });

  it("name the values of the English ones, for all sentences that are no errors", () => {
    const ids = (Object.keys(noticeMessages) as NoticeId[]).filter((id) => !structured.includes(id));
    const differing = ids.filter((id) => {
      const english = (noticeMessages[id].text as (values: object) => string)(anyValues);
      return named(germanTexts(id)(anyValues)).join() !== named(english).join();
    });
    assert.deepEqual(differing, []);
  });

  it("describe the form of a table", () => {
    const columns = Object.fromEntries(["a", "b", "c", "d", "e", "message", "number"].map((name) => [name, "percent"]));
    const form = { encoding: "utf-8", delimiter: ";", decimal: ",", header: true, skipLines: 2 } as const;
    const sentence = formSentence({ ...form, units: columns, missingValues: ["", "NA"], trailing: 1 });
    const event = JSON.parse(JSON.stringify(messageFields(sentence)));
    assert.equal(
      translated(event, germanTexts),
      "UTF-8, getrennt durch Semikolons, Komma als Dezimalzeichen, die erste Zeile nennt die Spalten. Außerdem: Prozente " +
        "durch 100 geteilt in a, b, c, d und 3 weiteren; 2 Zeilen vor der Tabelle übersprungen; fehlende Werte: leer, NA; " +
        "ein Trennzeichen am Ende jeder Zeile",
    );
  });

  it("name the values of the English ones, for all errors", () => {
    const differing = (Object.keys(errorMessages) as ErrorId[]).filter((id) => {
      const english = (errorMessages[id].text as (values: object) => string)(anyValues);
      return named(germanTexts(id)(anyValues)).join() !== named(english).join();
    });
    // Its value chooses a word.
    assert.deepEqual(differing, ["run-no-access"]);
  });
});

/** Notices of lists of figures, and the one whose value chooses a word: they have tests of their own. */
const structured: readonly NoticeId[] = [
  "backend-chosen/measured",
  "backend-chosen/gpu",
  "data-summary",
  "finding",
  "table-form",
];

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
