/**
 * npm run package [-- PLATFORM|all]: builds and packs the extension: the universal .vsix, that of one platform (linux-x64,
 * …) with its native programs, or all of them; prints the contents and the sizes.
 */
import { build } from "./lib/built.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { packExtension } from "./lib/extensionPackage.mjs";
import { platforms } from "./lib/nativePackages.mjs";

ensureDependencies();
build();
const [wanted] = process.argv.slice(2);
try {
  for (const platform of chosen()) await packExtension(undefined, platform);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Undefined stands for the universal package. */
function chosen() {
  const names = Object.keys(platforms);
  if (wanted === "all") return [undefined, ...names];
  if (wanted && !names.includes(wanted)) throw new Error(`${wanted}: is none of all, ${names.join(", ")}`);
  return [wanted];
}
