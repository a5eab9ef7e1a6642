/** Runs `check` on a generated config before it is written to a file. */
import { join } from "node:path";
import type { Finding } from "../../config/check/check";
import { NetworkError } from "../../core/errors";
import { allFindings } from "./allFindings";

/**
 * Throws a NetworkError with the first error that `check` finds in the text.
 * @param folder of the config; @param name of the data in messages
 */
export async function refuseFaulty(text: string, { folder, name }: { folder: string; name: string }): Promise<void> {
  const file = join(folder, "new.network.json");
  let first: Finding | undefined;
  // The config names no backend.
  const surroundings = { roots: [folder], backends: async () => [] };
  const code = await allFindings(text, file, surroundings, (finding) => {
    if (finding.severity === "error") first ??= finding;
  });
  if (code === 0) return;
  const finding = first ? `${first.path.join(".")}: ${first.message}` : `exit code ${code}`;
  throw new NetworkError("suggest-check", { name, finding });
}
