/** Before stages run: says what will be installed on the way and how long that takes, and makes sure of the packages and the build. */
import { ensureBuilt } from "./built.mjs";
import { ensureDependencies, missingDependencies } from "./dependencies.mjs";
import { announcement } from "./missing.mjs";

export function prepare(stages) {
  const lines = announcement([...missingDependencies(), ...stages.flatMap(missingFor)]);
  console.log(lines.length > 0 ? lines.join("\n") : "Everything is installed.");
  ensureDependencies();
  if (!stages.some(({ name }) => name === "build")) ensureBuilt();
}

/** What keeps us from looking keeps the stage from running, which then says so. */
function missingFor({ missing }) {
  try {
    return missing?.() ?? [];
  } catch {
    return [];
  }
}
