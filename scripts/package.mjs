/**
 * npm run package [-- PLATFORM]: builds and packs the extension, for all platforms or with WebGPU for one (linux-x64,
 * …); prints the contents and the size of the .vsix.
 */
import { build } from "./lib/built.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { packExtension, platforms } from "./lib/extensionPackage.mjs";

ensureDependencies();
build();
const platform = process.argv[2];
try {
  if (platform && !(platform in platforms))
    throw new Error(`${platform}: is none of ${Object.keys(platforms).join(", ")}`);
  await packExtension(undefined, platform);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
