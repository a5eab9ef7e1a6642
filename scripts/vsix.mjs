/** vsix.mjs FOLDER [PLATFORM]: packs the built extension into the folder, for the end-to-end tests. */
import { packExtension } from "./lib/extensionPackage.mjs";

await packExtension(...process.argv.slice(2));
