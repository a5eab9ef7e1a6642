/**
 * The child process (dist/trainer.js): sends hello, then serves its role, whose code alone it loads. It is started with
 * Node's IPC and `serialization: "advanced"`, and exits by itself when its parent has exited, unless it was detached or
 * started by a window.
 */
import { asNetworkError } from "../experiment/failure";
import { parseRole } from "./arguments";
import { type ParentPort, parentPort } from "./parentPort";

async function start(port: ParentPort, args: string[]): Promise<void> {
  try {
    const role = parseRole(args);
    if (role.role === "train") (await import("./trainRole")).train(port, role.order, role);
    else if (role.role === "serve") (await import("./serveRole")).serveRun(port, role.folder);
    else if (role.role === "agent") (await import("./agentRole")).serveAgent(port, role.root);
    else (await import("./inspectRole")).inspect(port);
  } catch (thrown) {
    await (await import("./serveRole")).fail(port, asNetworkError(thrown));
  }
}

const port = parentPort();
if (port) void start(port, process.argv.slice(2));
else {
  console.error("trainer.js is for programs that fork it; in a terminal use: matrix-network train CONFIG");
  process.exitCode = 2;
}
