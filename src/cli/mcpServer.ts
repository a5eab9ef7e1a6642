/**
 * The server of the Model Context Protocol on stdio. It is a bundle of its own (dist/mcpServer.js), because no other
 * command needs the protocol's packages.
 */
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  inputRequired,
  inputResponse,
  McpServer,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { type AgentTool, agentToolNames } from "../protocol/agentToolNames";
import { type AgentAnswer, agentTools } from "../protocol/agentTools";

/** What the server needs of the agent's tools, which are in the bundle of the command line. */
export interface Tools {
  call(tool: AgentTool, input: unknown, isAllowed?: boolean): Promise<AgentAnswer>;
  /** The question for the user before a training. */
  question(input: unknown): Promise<{ config: string; seconds: number }>;
  /** Returns an error as one line. */
  describe(error: unknown): string;
  /** Returns true for the error of a training that the user has not allowed yet. */
  isUnallowed(error: unknown): boolean;
  readonly declined: Error;
}

const instructions =
  "Trains fully connected networks from config files (*.network.json). Check a config before you train it. Follow a " +
  "training with status, then evaluate and diagnose its run. To compare settings, train each with at least three " +
  "seeds. All paths are relative to the root folder.";

/** Serves until the client closes stdin; then resolves. */
export function serveMcp(tools: Tools, version: string): Promise<void> {
  return new Promise((resolve) => {
    const handle = serveStdio(() => {
      const server = new McpServer({ name: "matrix-network", version }, { capabilities: { tools: {} }, instructions });
      for (const name of agentToolNames) register(server, tools, name);
      return server;
    });
    process.stdin.once("end", () => void handle.close().finally(resolve));
    process.stdin.once("close", () => void handle.close().finally(resolve));
  });
}

const readOnly: ReadonlySet<AgentTool> = new Set(["check", "status", "evaluate", "diagnose", "compare", "predict"]);

function register(server: McpServer, tools: Tools, name: AgentTool): void {
  const { title, description, input, output } = agentTools[name];
  const annotations = { readOnlyHint: readOnly.has(name), destructiveHint: false, openWorldHint: false };
  const config = { title, description, inputSchema: input, outputSchema: output, annotations };
  server.registerTool(name, config, async (given: unknown, context: ServerContext) => {
    try {
      return name === "train" ? await train(server, tools, given, context) : resultOf(await tools.call(name, given));
    } catch (error) {
      return { content: [{ type: "text" as const, text: tools.describe(error) }], isError: true };
    }
  });
}

/** The key of the question in the client's answer. */
const permission = "allowTraining";

/** Trains, or asks the user first where training is not allowed in advance and the client can ask. */
async function train(server: McpServer, tools: Tools, given: unknown, context: ServerContext) {
  const response = inputResponse(context.mcpReq.inputResponses, permission);
  if (response.kind === "elicit") {
    if (response.action !== "accept") throw tools.declined;
    return resultOf(await tools.call("train", given, true));
  }
  try {
    return resultOf(await tools.call("train", given));
  } catch (error) {
    if (!tools.isUnallowed(error) || !canAsk(server, context)) throw error;
    const { config, seconds } = await tools.question(given);
    const message = `Allow the agent to train ${config} for at most ${seconds} s?`;
    const requestedSchema = { type: "object" as const, properties: {} };
    return inputRequired({ inputRequests: { [permission]: inputRequired.elicit({ message, requestedSchema }) } });
  }
}

/** Returns true if the client can ask its user. Its capabilities come with a request, in older protocols once. */
function canAsk(server: McpServer, { mcpReq }: ServerContext): boolean {
  const envelope = (mcpReq.envelope ?? {}) as { [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities };
  const { elicitation } = envelope[CLIENT_CAPABILITIES_META_KEY] ?? server.server.getClientCapabilities() ?? {};
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

const resultOf = ({ output, text }: AgentAnswer) => ({
  content: [{ type: "text" as const, text }],
  structuredContent: { ...output },
});
