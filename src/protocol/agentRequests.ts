/** Requests of the role `agent`: the tools for agents, which the extension offers to language models. */
import * as z from "zod";
import { agentToolNames } from "./agentToolNames";

export const agentRequests = {
  callTool: {
    params: z.strictObject({
      tool: z.enum(agentToolNames),
      input: z.unknown(),
      /** Folder of new runs; default: beside the config. */
      runsDir: z.string().optional(),
    }),
    /** The output has the schema of the tool. */
    result: z.strictObject({ output: z.unknown(), text: z.string() }),
  },
} as const;
