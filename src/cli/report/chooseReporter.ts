/** Chooses how a session is shown: as JSON lines, as a live screen, or as plain lines. */
import { jsonLines } from "./jsonLines";
import { plainLines } from "./plainLines";
import type { Reporter, Subject } from "./reporter";
import { screen } from "./screen";

export function chooseReporter(subject: Subject, json: boolean): Reporter {
  if (json) return jsonLines();
  return process.stdout.isTTY ? screen(subject) : plainLines(subject);
}
