/** The role `serve`: answers questions about a run from its folder. */
import type { NetworkError } from "../../core/errors";
import { serve } from "../../protocol/serve";
import { failedEvent, forLog } from "../experiment/failure";
import { version } from "../experiment/version";
import { exit, exitWhenIdle } from "./exit";
import type { ParentPort } from "./parentPort";
import { RunServer } from "./serve";

export function serveRun(port: ParentPort, folder: string): void {
  serve(port, "serve", new RunServer(folder), { version, onClose: () => process.exit(), ...exitWhenIdle(port) });
}

/** Reports an error of the start itself. */
export async function fail(port: ParentPort, error: NetworkError): Promise<void> {
  // Hello is sent first, even before an error.
  const served = serve(port, "serve", new RunServer(""), { version });
  console.error(forLog(error));
  served.send(failedEvent(error));
  await exit(port, error.exitCode);
}
