/**
 * Which lines a person has accepted: a config from elsewhere must not run programs unseen. A line is accepted for the
 * place of one config and all its groups. Kept in the user's own folder, outside the workspace: what the workspace
 * brings cannot accept itself.
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
 * Lets the lines run. Asks where nobody has accepted them yet, and remembers a yes; throws NetworkError at a no.
 * @param ask shows the lines, which are given as text for a person
 */
export async function ensureAccepted(
  lines: readonly string[],
  group: string,
  ask: (shown: string) => Promise<boolean>,
  folder = userFolder(),
): Promise<void> {
  if (await isAccepted(lines, group, folder)) return;
  if (!(await ask(showLines(lines)))) throw new NetworkError("executor-not-accepted", {});
  // Where it cannot be kept the person is asked again the next time.
  await accept(lines, group, folder).catch(() => {});
}

/** Remembers it. The file holds the lines, for a person who wants to know. */
async function accept(lines: readonly string[], group: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const text = [`# In ${dirname(group)}`, ...generalLines(lines, group), ""].join("\n");
  await writeFile(fileFor(lines, group, folder), text, { mode: 0o600 });
}

/** Another group of the config has the same lines but for its own name. */
const generalLines = (lines: readonly string[], group: string): string[] =>
  lines.map((line) => line.replaceAll(basename(group), "{group}"));

function fileFor(lines: readonly string[], group: string, folder: string): string {
  const key = JSON.stringify([dirname(group), ...generalLines(lines, group)]);
  return join(folder, `${createHash("sha256").update(key).digest("hex")}.txt`);
}

/** For a person to read: a character that would hide or move others is shown by its number. */
const showLines = (lines: readonly string[]): string =>
  lines
    .join("\n")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      character === "\n" || character === "\t" ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
    );
