/** The names of the tools for agents, apart from their schemas, which activation of the extension does not load. */

export const agentToolNames = [
  "check",
  "train",
  "status",
  "stop",
  "evaluate",
  "diagnose",
  "compare",
  "predict",
] as const;
export type AgentTool = (typeof agentToolNames)[number];

/** Seconds of a training for which the agent names none. */
export const usualSeconds = 60;
