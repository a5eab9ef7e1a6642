/** Offers the tools for agents to language models in VS Code, which ask the user before a training. */
import {
  Disposable,
  LanguageModelTextPart,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  LanguageModelToolResult,
  type LogOutputChannel,
  l10n,
  lm,
  MarkdownString,
  type PreparedToolInvocation,
  workspace,
} from "vscode";
import { type AgentTool, agentToolNames, usualSeconds } from "../protocol/agentToolNames";
import { markdownText } from "./base/markdown";
import { AgentProcesses, type ToolInput } from "./process/agentProcesses";

/** Returns the name of a tool in VS Code, as in package.json. */
export const toolId = (name: AgentTool): string => `matrixNetwork_${name}`;

export function registerAgentTools(output: LogOutputChannel): Disposable {
  const processes = new AgentProcesses(output);
  const tools = agentToolNames.map((name) => lm.registerTool(toolId(name), new ModelTool(name, processes)));
  return Disposable.from(...tools, processes);
}

export class ModelTool implements LanguageModelTool<ToolInput> {
  constructor(
    private readonly name: AgentTool,
    private readonly processes: Pick<AgentProcesses, "call">,
  ) {}

  prepareInvocation({ input }: LanguageModelToolInvocationPrepareOptions<ToolInput>): PreparedToolInvocation {
    // Without workspace trust it refuses to train, so there is nothing to confirm.
    if (this.name !== "train" || !workspace.isTrusted) return {};
    const { seconds = usualSeconds } = input;
    // VS Code renders both as Markdown in a chat.
    const config = markdownText(String(input.config));
    return {
      invocationMessage: new MarkdownString(l10n.t("Training {0}", config)),
      confirmationMessages: {
        title: l10n.t("Train a network"),
        message: new MarkdownString(l10n.t("Train {0} for at most {1} seconds?", config, String(seconds))),
      },
    };
  }

  /** The answer has a short text and, as JSON, the tool's output. */
  async invoke({ input }: LanguageModelToolInvocationOptions<ToolInput>): Promise<LanguageModelToolResult> {
    const { output, text } = await this.processes.call(this.name, input);
    return new LanguageModelToolResult([
      new LanguageModelTextPart(text),
      new LanguageModelTextPart(JSON.stringify(output)),
    ]);
  }
}
