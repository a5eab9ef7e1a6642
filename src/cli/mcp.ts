/** `mcp`: serves tools for agents, in one folder, over the Model Context Protocol on stdio. */
import { join } from "node:path";
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import { visibleText } from "../messages/visibleText";
import { Agent } from "../trainer/agent/agent";
import { FailedTraining } from "../trainer/agent/ownTraining";
import { asNetworkError } from "../trainer/experiment/failure";
import { version } from "../trainer/experiment/version";
import { parseSeconds } from "../trainer/process/options";
import { refusing } from "./commonOptions";

interface Options {
  root: string;
  allowTrain?: number;
}

export function addMcp(program: Command): void {
  program
    .command("mcp")
    .description("serve tools for agents over the Model Context Protocol (stdio)")
    .requiredOption("--root <dir>", "folder that agents may read and train in")
    .option("--allow-train <seconds>", "seconds of training allowed in total without asking", refusing(parseSeconds))
    .action(async ({ root, allowTrain: seconds = 0 }: Options) => {
      const agent = new Agent({ root, script: join(__dirname, "trainer.js"), seconds });
      const { serveMcp } = await import("./mcpServer.js");
      const declined = new NetworkError("agent-train/declined", {});
      await serveMcp(
        {
          call: (tool, input, isAllowed = false) => agent.call(tool, input, { isAllowed }),
          question: (input) => agent.question(input),
          describe: (error) => describe(error),
          isUnallowed: (error) => error instanceof NetworkError && unallowed.has(error.id),
          declined,
        },
        version,
      );
      await agent.close();
    });
}

const unallowed: ReadonlySet<string> = new Set(["agent-train/not-allowed", "agent-train/used-up"]);

/** Returns an error as one line with its code. */
function describe(thrown: unknown): string {
  const { message, code } = thrown instanceof FailedTraining ? thrown : asNetworkError(thrown);
  return `${visibleText(message)} [${code}]`;
}
