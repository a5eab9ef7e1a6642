import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { eventSchema } from "../../src/protocol/events";
import { formatEvent, LineSplitter, parseEvent } from "../../src/protocol/ndjson";

const transcript = readFileSync(join(__dirname, "../fixtures/events/mnist.ndjson"), "utf8");

function split(pieces: string[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return lines;
}

describe("events as lines", () => {
  it("are the same after reading and writing a whole transcript", () => {
    const again = split([transcript]).map((line) => formatEvent(parseEvent(line)));
    assert.equal(again.join(""), transcript);
  });

  it("are all in the transcript, every type of them with every field", () => {
    const seen = new Map<string, Set<string>>();
    for (const line of split([transcript])) {
      const { type, ...fields } = parseEvent(line);
      for (const key of Object.keys(fields)) seen.set(type, (seen.get(type) ?? new Set()).add(key));
    }
    for (const option of eventSchema.options) {
      const [type] = option.shape.type.values;
      const fields = Object.keys(option.shape).filter((key) => key !== "type");
      assert.deepEqual([...(seen.get(type) ?? [])].sort(), fields.sort(), type);
    }
  });

  it("write figures that are not finite as null and read them as NaN", () => {
    const event = { type: "progress", epoch: 1, batch: 1, batches: 1, cost: Number.NaN, examplesPerSecond: 1 } as const;
    const line = formatEvent({ ...event, cost: Number.NEGATIVE_INFINITY });
    assert.match(line, /"cost":null/);
    assert.deepEqual(parseEvent(line), event);
  });

  it("are refused where they are no event", () => {
    for (const line of ["", "{", "null", '{"type":"weather"}', '{"type":"checkpoint","epoch":-1,"file":"a"}']) {
      assert.throws(() => parseEvent(line), line);
    }
  });
});

describe("cutting a stream into lines", () => {
  it("gives the same lines whatever the pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(transcript.length), { maxLength: 20 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), transcript.length];
        const pieces = places.slice(1).map((end, i) => transcript.slice(places[i], end));
        assert.deepEqual(split(pieces), transcript.trimEnd().split("\n"));
      }),
      { seed: 3 },
    );
  });

  it("takes both kinds of line breaks, and a last line without one", () => {
    assert.deepEqual(split(["a\r", "\nb\n\nc"]), ["a", "b", "", "c"]);
    assert.deepEqual(split(["a\n"]), ["a"]);
  });
});
