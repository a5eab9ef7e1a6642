import assert from "node:assert/strict";
import { crc32, crc32ByTable } from "../../src/formats/crc32";
import type { Event } from "../../src/protocol/events";
import { formatEvent } from "../../src/protocol/ndjson";
import { formatLine, readLine } from "../../src/runs/metricsLine";
import { epoch, started } from "./folder";

const place = { file: "metrics.jsonl", number: 7 };
const parse = (text: string) => readLine(Buffer.from(text), place).event();
const events: Event[] = [
  started(),
  epoch(3, 0.5),
  { type: "warning", code: "a", message: 'η says "crc":"00000000"} 😀' },
  { type: "changed", epoch: 1, batch: 2, path: "training.epochs", to: { crc: "00000000" } },
];

describe("a line of metrics.jsonl", () => {
  it("is the event with a CRC-32 of its bytes as the last member", () => {
    for (const event of events) {
      const line = formatLine(event);
      const { crc, ...rest } = JSON.parse(line);
      assert.deepEqual(rest, JSON.parse(formatEvent(event)));
      assert.equal(Object.keys(JSON.parse(line)).at(-1), "crc");
      assert.equal(Number.parseInt(crc, 16), crc32(Buffer.from(formatEvent(event).trimEnd())));
      assert.deepEqual(parse(line.trimEnd()), event);
    }
    // The standard CRC-32, as other programs compute it.
    for (const crc of [crc32, crc32ByTable]) {
      assert.equal(crc(Buffer.from("123456789")), 0xcbf43926);
      assert.equal(crc(Buffer.from("6789"), crc(Buffer.from("12345"))), 0xcbf43926);
    }
  });

  it("is read without one, as older versions wrote it", () => {
    for (const event of events) assert.deepEqual(parse(formatEvent(event).trimEnd()), event);
  });

  it("is refused by its number, or says the same, whichever bit is flipped", () => {
    let refused = 0;
    for (const event of events) {
      const bytes = Buffer.from(formatLine(event).trimEnd());
      for (let bit = 0; bit < 8 * bytes.length; bit++) {
        bytes[bit >> 3] ^= 1 << (bit & 7);
        try {
          assert.deepEqual(readLine(bytes, place).event(), event);
        } catch (error) {
          const { code, kind, message } = error as { code: string; kind: string; message: string };
          assert.deepEqual([code, kind], ["metrics-damaged", "run"], message);
          assert.match(message, /^metrics\.jsonl: line 7 /);
          refused++;
        }
        bytes[bit >> 3] ^= 1 << (bit & 7);
      }
      // All bits but those of the member's name.
      const sure = 8 * (bytes.length - '"crc"'.length);
      assert.ok(refused >= sure, `${refused} of ${8 * bytes.length}`);
      refused = 0;
    }
  });

  it("is refused where its checksum is written otherwise", () => {
    const line = formatLine(events[1]).trimEnd();
    for (const changed of [line.replace('"crc":', '"crc": '), line.replace(/("crc":"\w+")\}/, '$1,"more":1}')]) {
      assert.notEqual(changed, line);
      assert.throws(() => parse(changed), { code: "metrics-damaged" });
    }
  });

  it("says its type and epoch before it is read as a whole, and is verified all the same", () => {
    for (const text of [formatLine(events[1]).trimEnd(), formatEvent(events[1]).trimEnd()]) {
      const { type, epoch: number } = readLine(Buffer.from(text), place);
      assert.deepEqual([type, number], ["epoch", 3]);
      const changed = Buffer.from(text.replace('"epoch":3', '"epoch":x'));
      assert.throws(() => readLine(changed, place), { code: "metrics-damaged" });
    }
    const { type, epoch: none } = readLine(Buffer.from(formatLine(events[2]).trimEnd()), place);
    assert.deepEqual([type, none], ["warning", undefined]);
  });
});
