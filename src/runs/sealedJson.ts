/**
 * JSON with a checksum of itself: the last member, `checksum`, is the sha256 (hex) of all bytes before that member.
 * Other readers see one more member.
 */
import { createHash } from "node:crypto";

const member = '"checksum"';
const tailPattern = /^"checksum": ?"([0-9a-f]{64})"\n?\}\n?$/;

/** @param json an object with members, as from JSON.stringify, with or without indentation */
export function seal(json: string): string {
  const indent = /\n *(?=")/.exec(json)?.[0] ?? "";
  const before = `${json.slice(0, -1).trimEnd()},${indent}`;
  const colon = indent === "" ? ":" : ": ";
  return `${before}${member}${colon}"${hash(Buffer.from(before))}"${indent === "" ? "}" : "\n}\n"}`;
}

/**
 * Reads such JSON, and JSON of older versions without a checksum.
 * @returns `json` undefined for invalid JSON; `intact` false if the checksum differs or is not the last member
 */
export function unseal(bytes: Buffer): { json: unknown; intact: boolean } {
  const json = parse(bytes.toString("utf8"));
  const at = bytes.lastIndexOf(member);
  const written = at < 0 ? undefined : tailPattern.exec(bytes.toString("latin1", at))?.[1];
  if (written !== undefined) return { json, intact: written === hash(bytes.subarray(0, at)) };
  return { json, intact: typeof json !== "object" || json === null || !Object.hasOwn(json, "checksum") };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
