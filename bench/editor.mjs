/**
 * npm run bench:editor: what a person waits for in VS Code, measured in the packaged extension: activation, from the palette to the first
 * plotted epoch, Stop. `-- --soak MINUTES` then trains for so long while the panel is hidden and shown 100 times, and counts
 * what was lost and what grew. `-- --large` opens a folder of 200 configs beside a table of a gigabyte and times the providers.
 * `-- --runs 10000` opens the table of runs beside so many: first paint, scrolling, filter; `-- --trials 10000` the panel of such a sweep.
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
