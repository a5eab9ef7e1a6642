/**
 * npm run bench:editor: waiting times in VS Code with the packaged extension: activation, palette to first plotted
 * epoch, Stop. `-- --soak MINUTES` then trains for that long while the panel is hidden and shown 100 times, and counts
 * losses and growth. `-- --large` opens 200 configs and a table of a gigabyte, and times all providers.
 * `-- --runs 10000` opens a table of that many runs: first paint, scrolling, filter; `-- --trials 10000` a sweep's
 * panel.
 */
import { ensureBuilt } from "../scripts/lib/built.mjs";
import { ensureDependencies } from "../scripts/lib/dependencies.mjs";
import { ensureServer } from "../scripts/lib/editor.mjs";
import { runInForeground } from "../scripts/lib/foreground.mjs";
import { inRoot, root } from "../scripts/lib/paths.mjs";

ensureDependencies();
ensureBuilt();
const env = { ...process.env, ...ensureServer() };
runInForeground(["--import", "tsx", inRoot("bench/inEditor.ts"), ...process.argv.slice(2)], { cwd: root, env });
