/**
 * The command line `matrix-network` (dist/cli.js). Node 22.1 and newer keep its compiled code in the cache folder, so
 * that the next start takes less time; all other code is loaded after that is turned on.
 */
import * as nodeModule from "node:module";
import { join } from "node:path";
import { version } from "../../package.json";
import { cacheFolder } from "../data/cache/cacheFolder";

// A folder that cannot be written does not matter; NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE of the user count.
const { enableCompileCache } = nodeModule as { enableCompileCache?(folder: string): unknown };
enableCompileCache?.(join(cacheFolder(), "compiled", version));

void import("./commandLine");
