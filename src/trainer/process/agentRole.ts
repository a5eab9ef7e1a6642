/** The role `agent`: calls the tools for agents. */
import { type Handlers, serve } from "../../protocol/serve";
import { Agent } from "../agent/agent";
import { version } from "../experiment/version";
import { exitWhenIdle } from "./exit";
import type { ParentPort } from "./parentPort";
import { programPath } from "./program";

/** Calls come seldom or close together. */
const idleMilliseconds = 10_000;

/** Every training is allowed: the extension has asked the user. Exits with its window, after a checkpoint. */
export function serveAgent(port: ParentPort, root: string): void {
  const agent = new Agent({ root, script: programPath(), seconds: 0 });
  const handlers: Handlers<"agent"> = {
    callTool: ({ tool, input, runsDir }) => agent.call(tool, input, { isAllowed: true, runsDir }),
  };
  const onClose = () => void agent.close().finally(() => process.exit());
  serve(port, "agent", handlers, {
    version,
    onClose,
    ...exitWhenIdle(port, idleMilliseconds, () => agent.isTraining),
  });
}
