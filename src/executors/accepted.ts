/**
 * Commands accepted by the user: a config from elsewhere must not run programs unseen. A command is accepted for one
 * config's location and all its groups. Stored in the user's folder, outside the workspace, which could otherwise
 * accept its own commands.
 */
import { createHash } from "node:crypto";
import { access, mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import envPaths from "env-paths";
import { NetworkError } from "../core/errors";

const userFolder = () => join(envPaths("matrix-network", { suffix: "" }).data, "accepted");

async function isAccepted(lines: readonly string[], group: string, folder: string): Promise<boolean> {
  return access(fileFor(lines, group, folder)).then(
    () => true,
    () => false,
  );
}

/**
 * Allows the lines to run. Asks if they have not been accepted yet, and stores a yes; throws NetworkError for a no.
 * @param ask shows the lines, which are escaped for display
 */
export async function ensureAccepted(
  lines: readonly string[],
  group: string,
  ask: (shown: string) => Promise<boolean>,
  folder = userFolder(),
): Promise<void> {
  if (await isAccepted(lines, group, folder)) return;
  if (!(await ask(showLines(lines)))) throw new NetworkError("executor-not-accepted", {});
  // If it cannot be stored, the user is asked again next time.
  await accept(lines, group, folder).catch(() => {});
}

/** Stores the acceptance. The file contains the lines, for the user's information. */
async function accept(lines: readonly string[], group: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const text = [`# In ${dirname(group)}`, ...generalLines(lines, group), ""].join("\n");
  await writeFile(fileFor(lines, group, folder), text, { mode: 0o600 });
}

/** Replaces the group's name, in which the lines of a config's groups differ. */
const generalLines = (lines: readonly string[], group: string): string[] =>
  lines.map((line) => line.replaceAll(basename(group), "{group}"));

function fileFor(lines: readonly string[], group: string, folder: string): string {
  const key = JSON.stringify([dirname(group), ...generalLines(lines, group)]);
  return join(folder, `${createHash("sha256").update(key).digest("hex")}.txt`);
}

/** Escapes characters that would hide or reorder others. */
const showLines = (lines: readonly string[]): string =>
  lines
    .join("\n")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      character === "\n" || character === "\t" ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
    );
