/** Packs the built extension into the given folder, for the end-to-end tests. */
import { packExtension } from "./lib/extensionPackage.mjs";

await packExtension(process.argv[2]);
