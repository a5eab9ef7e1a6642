/** The debug adapter's process (dist/debugger.js): speaks the Debug Adapter Protocol on stdin and stdout. */
import { NetworkDebugSession } from "./adapter";

const session = new NetworkDebugSession();
// When the editor is gone, writes fail; a training must still save its checkpoint.
process.stdout.on("error", () => {});
process.on("SIGTERM", () => session.shutdown());
session.start(process.stdin, process.stdout);
