/** The tools for language models: registered in the real VS Code, and asked for before a training. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { ModelTool, toolId } from "../../src/extension/agentTools";
import { agentToolNames } from "../../src/protocol/agentToolNames";
import { activate } from "./parts";

describe("the tools for language models", () => {
  before(activate);

  it("are registered, with the schema of their input", () => {
    const tools = vscode.lm.tools.filter(({ name }) => name.startsWith("matrixNetwork_"));
    assert.deepEqual(tools.map(({ name }) => name).sort(), agentToolNames.map(toolId).sort());
    for (const { description, inputSchema } of tools) assert.ok(description && inputSchema);
  });

  it("check a config of the workspace", async () => {
    const options = { input: { config: "broken.network.json" }, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool(toolId("check"), options);
    const [text, json] = content.map((part) => (part as vscode.LanguageModelTextPart).value);
    assert.match(text, /^broken\.network\.json cannot be trained: /);
    assert.equal(JSON.parse(json).ok, false);
  });

  it("refuse a config outside the workspace", async () => {
    const options = { input: { config: "../other.network.json" }, toolInvocationToken: undefined };
    await assert.rejects(async () => vscode.lm.invokeTool(toolId("check"), options), /outside the root folder/);
  });

  // With extension tests VS Code confirms every dialog itself: test/e2e/agent.test.ts clicks this one.
  it("name the config and the time in what the user has to confirm before a training, and only then", () => {
    const prepare = (name: "train" | "check", input: object) =>
      new ModelTool(name, { call: () => assert.fail() }).prepareInvocation({ input: { ...input } });
    const { confirmationMessages } = prepare("train", { config: "iris.network.json", seconds: 20 });
    const textOf = (message: unknown) => (message as vscode.MarkdownString).value;
    assert.equal(textOf(confirmationMessages?.message), "Train iris.network.json for at most 20 seconds?");
    const hostile = prepare("train", { config: "a\u202e[b](command:c).network.json" });
    assert.equal(
      textOf(hostile.confirmationMessages?.message),
      String.raw`Train a\\u202e\[b\]\(command\:c\).network.json for at most 60 seconds?`,
    );
    assert.match(textOf(hostile.invocationMessage), /\\\[b\\\]/);
    assert.equal(prepare("check", { config: "iris.network.json" }).confirmationMessages, undefined);
  });
});
