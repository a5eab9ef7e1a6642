/** The debug adapter's process (dist/debugger.js): speaks the Debug Adapter Protocol on stdin and stdout. */
import { NetworkDebugSession } from "./adapter";

const session = new NetworkDebugSession();
// An editor that is gone reads nothing; a training still saves its checkpoint.
process.stdout.on("error", () => {});
process.on("SIGTERM", () => session.shutdown());
session.start(process.stdin, process.stdout);
