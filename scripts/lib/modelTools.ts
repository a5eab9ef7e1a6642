/** The tools for agents as package.json contributes them: `contributes.languageModelTools`. */
import * as z from "zod";
import { agentToolNames } from "../../src/protocol/agentToolNames";
import { agentTools } from "../../src/protocol/agentTools";

export function modelTools(): object[] {
  return agentToolNames.map((name) => {
    const { description, input } = agentTools[name];
    const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: "input", target: "draft-7" });
    return {
      name: `matrixNetwork_${name}`,
      displayName: `%tool.${name}%`,
      modelDescription: description,
      canBeReferencedInPrompt: true,
      toolReferenceName: `${name}Network`,
      when: "isWorkspaceTrusted",
      inputSchema,
    };
  });
}
