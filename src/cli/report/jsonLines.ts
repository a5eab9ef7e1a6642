/** --json: every event is a line on stdout, and nothing else is. */
import { protocolVersion } from "../../protocol/events";
import { formatEvent } from "../../protocol/ndjson";
import { version } from "../../trainer/experiment/version";
import type { Reporter } from "./reporter";

export function jsonLines(): Reporter {
  const show: Reporter["show"] = (event) => void process.stdout.write(formatEvent(event));
  show({ type: "hello", protocol: protocolVersion, version });
  const note: Reporter["note"] = (line) => console.error(line);
  return { show, note, stopping: () => note("stopping …"), end: () => {} };
}
