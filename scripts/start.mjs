/** npm start: installs and builds what is missing, then trains the example; more options follow `--`. */

import { ensureBuilt } from "./lib/built.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { runInForeground } from "./lib/foreground.mjs";
import { inRoot, root } from "./lib/paths.mjs";

ensureDependencies();
ensureBuilt();
const example = "examples/mnist.network.json";
runInForeground([inRoot("dist/cli.js"), "train", example, ...process.argv.slice(2)], { cwd: root });
