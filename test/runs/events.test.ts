import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Event } from "../../src/protocol/events";
import { formatEvent } from "../../src/protocol/ndjson";
import { latestPerEpoch, readEvents, readLastEvents } from "../../src/runs/events";
import { epoch, started, TemporaryFolder } from "./folder";

const layers = (number: number): Event => ({ type: "layers", epoch: number, layers: [] });

describe("the events of a run", () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => folder.remove());
  const write = (text: string) => writeFileSync(join(folder.path, "metrics.jsonl"), text);
  const lines = (events: Event[]) => events.map(formatEvent).join("");

  it("are read without a last line that is still being written", async () => {
    const events = [started(), epoch(1, 0.5), epoch(2, 0.75)];
    const text = lines(events);
    for (let cut = 1; cut < formatEvent(events[2]).length; cut++) {
      write(text.slice(0, -cut));
      assert.deepEqual(await readEvents(folder.path), events.slice(0, 2));
    }
  });

  it("are none in an empty file", async () => {
    write("");
    assert.deepEqual(await readEvents(folder.path), []);
    assert.deepEqual(await readLastEvents(folder.path, 100), { events: [], complete: true, torn: false });
  });

  it("are refused by file and line where one is damaged", async () => {
    write(`${lines([started()])}{"type":"epoch","epoch":\n${lines([epoch(2, 0.5)])}`);
    const message = /metrics\.jsonl: line 2 is not an event: \{"type":"epoch","epoch":; remove it/;
    await assert.rejects(readEvents(folder.path), { kind: "run", code: "metrics-damaged", message });
  });

  it("are told as missing where there is no file", async () => {
    await assert.rejects(readEvents(folder.path), { kind: "run", code: "run-missing", message: /metrics\.jsonl/ });
  });

  it("can be read from the end, whole lines only, wherever the piece begins", async () => {
    const events = [started(), ...[1, 2, 3, 4, 5].map((number) => epoch(number, 0.5))];
    const text = lines(events);
    write(`${text}{"type":`);
    const size = Buffer.byteLength(text) + 8;
    for (let bytes = 9; bytes < size; bytes++) {
      const last = await readLastEvents(folder.path, bytes);
      assert.deepEqual([last.complete, last.torn], [false, true]);
      const fitting = events.filter((_, i) => size - Buffer.byteLength(lines(events.slice(0, i))) < bytes);
      assert.deepEqual(last.events, fitting);
    }
    assert.deepEqual(await readLastEvents(folder.path, size), { events, complete: true, torn: true });
  });

  it("count for an epoch as they were told last", () => {
    const second = [started(2), epoch(2, 0.9), layers(2)];
    const first = [started(), epoch(1, 0.1), layers(1), epoch(2, 0.2), layers(2), epoch(3, 0.3), layers(3)];
    assert.deepEqual(latestPerEpoch([...first, ...second]), [started(), epoch(1, 0.1), layers(1), ...second]);
  });

  it("are left alone by counting where the run went straight through", () => {
    const events = [started(), epoch(1, 0.1), layers(1), epoch(2, 0.2)];
    assert.deepEqual(latestPerEpoch(events), events);
    assert.deepEqual(latestPerEpoch(events.slice(2)), events.slice(2));
  });
});
