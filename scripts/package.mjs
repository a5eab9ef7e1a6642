/** npm run package: builds and packs the extension; what is in the .vsix and how large it is is printed on the way. */
import { build } from "./lib/built.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { packExtension } from "./lib/extensionPackage.mjs";

ensureDependencies();
build();
try {
  await packExtension();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
