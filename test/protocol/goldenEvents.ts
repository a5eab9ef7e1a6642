/** Transcripts of groups, with which real events are compared: adding or removing a member is a breaking change. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEvent } from "../../src/protocol/ndjson";

type Line = Record<string, unknown> & { type: string };

export const linesOf = (text: string): Line[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

export const golden = (name: "sweep" | "folds"): Line[] =>
  linesOf(readFileSync(join(__dirname, `../fixtures/events/${name}.ndjson`), "utf8"));

/** Returns a run's event without the members that identify the run; undefined for the group's own events. */
function ownEvent({ trial, final, ...event }: Line): object | undefined {
  const isOfRun = final === true || (trial !== undefined && event.type !== "trial");
  return isOfRun ? event : undefined;
}

/**
 * Checks that each event of a group has the members that all events of its type in the transcript have, and only
 * members that some have.
 */
export function assertAsGolden(name: "sweep" | "folds", events: readonly Line[]): void {
  const transcript = golden(name);
  for (const event of events) {
    const own = ownEvent(event);
    if (own) {
      parseEvent(JSON.stringify(own));
      continue;
    }
    const alike = transcript.filter(({ type }) => type === event.type).map((line) => Object.keys(line));
    assert.ok(alike.length > 0, `${event.type} is not in the transcript`);
    const keys = Object.keys(event);
    for (const key of alike[0].filter((each) => each !== "leftOut")) {
      if (alike.every((line) => line.includes(key))) assert.ok(keys.includes(key), `${event.type} lacks ${key}`);
    }
    const unknown = keys.filter((key) => !alike.flat().includes(key));
    assert.deepEqual(unknown, [], JSON.stringify(event));
  }
}
