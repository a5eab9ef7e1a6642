/** Prepares stages: announces installations and their duration, and ensures the packages and the build. */
import { ensureBuilt } from "./built.mjs";
import { ensureDependencies, missingDependencies } from "./dependencies.mjs";
import { announcement } from "./missing.mjs";

export function prepare(stages) {
  const lines = announcement([...missingDependencies(), ...stages.flatMap(missingFor)]);
  console.log(lines.length > 0 ? lines.join("\n") : "Everything is installed.");
  ensureDependencies();
  if (!stages.some(({ name }) => name === "build")) ensureBuilt();
}

/** An error in the look-up also prevents the stage, which reports it. */
function missingFor({ missing }) {
  try {
    return missing?.() ?? [];
  } catch {
    return [];
  }
}
