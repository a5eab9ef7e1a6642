/**
 * npm run pictures [-- debugger | film | walkthrough]: takes the pictures of docs/images, only those of the debugger, the
 * moving picture of the README, or those of the walkthrough, in a real VS Code with the packaged extension.
 */
import { ensureBuilt } from "./lib/built.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { ensureServer } from "./lib/editor.mjs";
import { runInForeground } from "./lib/foreground.mjs";
import { inRoot, root } from "./lib/paths.mjs";

ensureDependencies();
ensureBuilt();
const env = { ...process.env, ...ensureServer() };
runInForeground(["--import", "tsx", inRoot("test/e2e/pictures.ts"), ...process.argv.slice(2)], { cwd: root, env });
