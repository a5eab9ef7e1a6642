import assert from "node:assert/strict";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Event } from "../../src/protocol/events";
import { formatEvent } from "../../src/protocol/ndjson";
import { type Following, followEvents } from "../../src/runs/follow";
import { epoch, started, TemporaryFolder } from "./folder";

describe("following a run", () => {
  let folder: TemporaryFolder;
  let file: string;
  let following: Following;
  let events: Event[];
  let problems: Error[];
  beforeEach(() => {
    folder = new TemporaryFolder();
    file = join(folder.path, "metrics.jsonl");
    events = [];
    problems = [];
    writeFileSync(file, formatEvent(started()) + formatEvent(epoch(1, 0.5)));
  });
  afterEach(() => {
    following.dispose();
    folder.remove();
  });
  const follow = () => {
    following = followEvents(
      folder.path,
      (come) => events.push(...come),
      (problem) => problems.push(problem),
    );
  };
  /** Mocha's timeout ends the wait if the condition is never met. */
  const until = async (condition: () => boolean) => {
    while (!condition()) await setTimeout(5);
  };

  it("hands over what is there, then what comes, each event once and in order", async () => {
    follow();
    await until(() => events.length === 2);
    for (let i = 2; i < 40; i++) {
      const line = formatEvent(epoch(i, 0.5));
      const cut = (i * 7) % line.length;
      appendFileSync(file, line.slice(0, cut));
      if (i % 5 === 0) await setTimeout(3);
      appendFileSync(file, line.slice(cut));
    }
    await until(() => events.length === 40);
    assert.deepEqual(events, [started(), ...Array.from({ length: 39 }, (_, i) => epoch(i + 1, 0.5))]);
    assert.deepEqual(problems, []);
  });

  it("waits for the end of a line, and of a character", async () => {
    follow();
    await until(() => events.length === 2);
    const warning = { type: "warning", code: "a", message: "η is too large 😀" } as const;
    for (const byte of Buffer.from(formatEvent(warning))) {
      appendFileSync(file, Buffer.of(byte));
      if (byte > 127) await setTimeout(3);
    }
    await until(() => events.length === 3);
    assert.deepEqual(events[2], warning);
  });

  it("reads a long history in pieces", async () => {
    appendFileSync(file, Array.from({ length: 20_000 }, (_, i) => formatEvent(epoch(i + 2, 0.5))).join(""));
    follow();
    await until(() => events.length === 20_002);
    assert.deepEqual(events.at(-1), epoch(20_001, 0.5));
  });

  it("hands over nothing after it was disposed", async () => {
    follow();
    await until(() => events.length === 2);
    following.dispose();
    appendFileSync(file, formatEvent(epoch(2, 0.5)));
    await setTimeout(50);
    assert.equal(events.length, 2);
  });

  it("ends with a problem at a damaged line", async () => {
    appendFileSync(file, "weather\n");
    follow();
    await until(() => problems.length > 0);
    assert.match(problems[0].message, /metrics\.jsonl: line 3 is not an event: weather/);
  });

  it("ends with a problem when the run is deleted", async () => {
    follow();
    await until(() => events.length === 2);
    rmSync(file);
    await until(() => problems.length > 0);
    assert.match(problems[0].message, /metrics\.jsonl: does not exist/);
    assert.equal(problems.length, 1);
  });
});
