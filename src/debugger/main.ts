/** The debug adapter's process (dist/debugger.js): speaks the Debug Adapter Protocol on stdin and stdout. */
import { NetworkDebugSession } from "./session";

const session = new NetworkDebugSession();
process.on("SIGTERM", () => session.shutdown());
session.start(process.stdin, process.stdout);
