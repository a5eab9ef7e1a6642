/** `mcp`, called by a scripted client of the protocol: every tool, and what a training needs to be allowed. */
import assert from "node:assert/strict";
import { copyFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Client, type ElicitResult } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { applyEdits, modify } from "jsonc-parser";
import { type AgentTool, agentToolNames } from "../../src/protocol/agentToolNames";
import type { AgentOutput } from "../../src/protocol/agentTools";
import { bundled } from "../bundled";
import { irisConfig } from "../trainer/workspace";
import { endless } from "./endless";
import { Terminal } from "./terminal";

const course = resolve(__dirname, "../../examples/course");

/** An agent's client, connected to a server of its own. */
class ScriptedAgent {
  /** Questions for the user. */
  readonly asked: string[] = [];
  private constructor(
    readonly client: Client,
    private readonly transport: StdioClientTransport,
  ) {}

  /**
   * @param user answers questions; without it the client cannot ask; @param mode "auto": the newest protocol, in which
   * a question is a part of the answer
   */
  static async connect(
    folder: string,
    args: string[] = [],
    user?: ElicitResult["action"],
    mode: "legacy" | "auto" = "legacy",
  ): Promise<ScriptedAgent> {
    const script = await bundled("src/cli/main.ts");
    const client = new Client(
      { name: "scripted", version: "1" },
      { capabilities: user ? { elicitation: {} } : {}, versionNegotiation: { mode } },
    );
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [script, "mcp", "--root", folder, ...args],
    });
    const agent = new ScriptedAgent(client, transport);
    if (user) {
      client.setRequestHandler("elicitation/create", ({ params }) => {
        agent.asked.push(params.message);
        return { action: user, ...(user === "accept" && { content: {} }) };
      });
    }
    await client.connect(transport);
    return agent;
  }

  get pid(): number | null {
    return this.transport.pid;
  }

  async call<Name extends AgentTool>(name: Name, input: object): Promise<AgentOutput<Name>> {
    const { content, structuredContent, isError } = await this.client.callTool({ name, arguments: { ...input } });
    assert.ok(!isError, JSON.stringify(content));
    return structuredContent as AgentOutput<Name>;
  }

  /** Returns the error's text. */
  async refused(name: AgentTool, input: object): Promise<string> {
    const { content, isError } = await this.client.callTool({ name, arguments: { ...input } });
    assert.equal(isError, true, JSON.stringify(content));
    const [{ text }] = content as { text: string }[];
    assert.equal(text.split("\n").length, 1);
    return text;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

describe("the server for agents", function () {
  this.timeout(120_000);
  let terminal: Terminal;
  let agent: ScriptedAgent | undefined;

  before(async () => {
    const cli = await bundled("src/cli/main.ts");
    copyFileSync(await bundled("src/trainer/process/main.ts"), join(dirname(cli), "trainer.js"));
  });
  beforeEach(() => {
    terminal = new Terminal();
    terminal.write("iris.network.json", irisConfig());
    terminal.write("endless.network.json", endless);
  });
  afterEach(async () => {
    await agent?.close();
    agent = undefined;
    terminal.remove();
  });

  async function connect(...args: string[]): Promise<ScriptedAgent> {
    agent = await ScriptedAgent.connect(terminal.path, args);
    return agent;
  }
  async function withUser(user: ElicitResult["action"], mode?: "auto"): Promise<ScriptedAgent> {
    agent = await ScriptedAgent.connect(terminal.path, [], user, mode);
    return agent;
  }
  const iris = { config: "iris.network.json" };
  /** Waits for the end of the training, and returns the last answer of status. */
  async function ended(agent: ScriptedAgent): Promise<AgentOutput<"status">> {
    for (;;) {
      const status = await agent.call("status", { wait: 30 });
      if (!status.training) return status;
    }
  }
  /** Trains to the end. */
  async function train(agent: ScriptedAgent, input: object): Promise<string> {
    const { run } = await agent.call("train", input);
    await ended(agent);
    return run ?? assert.fail("it has no folder yet");
  }

  it("lists every tool with the schemas of its input and output", async () => {
    const { client } = await connect();
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      agentToolNames,
    );
    for (const { description, inputSchema, outputSchema } of tools) {
      assert.deepEqual([typeof description, inputSchema.type, outputSchema?.type], ["string", "object", "object"]);
    }
  });

  it("checks a config, and returns its findings with position and fix", async () => {
    terminal.write("iris.network.json", irisConfig({ cost: "cros-entropy" }));
    const { ok, findings } = await (await connect()).call("check", iris);
    const [{ path, line, fix }] = findings;
    assert.deepEqual([ok, path, line], [false, "cost", 1]);
    assert.equal(fix?.set, "cross-entropy");
  });

  it("trains, and answers with state, figures, evaluation, diagnosis and predictions of the run", async () => {
    const agent = await connect("--allow-train", "60");
    const run = await train(agent, { ...iris, seconds: 30, seed: 7 });
    const { runs, training, budget } = await agent.call("status", {});
    assert.deepEqual([runs[0].run, runs[0].state, runs[0].epoch, training], [run, "completed", 4, undefined]);
    assert.ok(Number.isFinite(runs[0].figures?.validationAccuracy));
    assert.ok(budget.used > 0 && budget.left < 60);
    const { sets, mark } = await agent.call("evaluate", { run, atLeast: 0 });
    assert.deepEqual([sets.map(({ name }) => name), mark?.passed], [["validation", "test"], true]);
    assert.equal((await agent.call("diagnose", { run })).run.state, "completed");
    const { names, predictions } = await agent.call("predict", { run, rows: [[5.1, 3.5, 1.4, 0.2]] });
    assert.deepEqual([names.length, predictions.length, predictions[0].values.length], [3, 1, 3]);
    assert.ok(names.includes(predictions[0].class ?? ""));
  });

  it("refuses to train without the flag where the client cannot ask, and says what to do", async () => {
    const text = await (await connect()).refused("train", iris);
    assert.match(text, /^training is not allowed: .* --allow-train SECONDS.*\[agent-train\]$/);
  });

  for (const mode of [undefined, "auto"] as const) {
    const protocol = mode ? "the newest protocol" : "the protocol of 2025";
    it(`asks the user where the client can, and trains if it is accepted, in ${protocol}`, async () => {
      const agent = await withUser("accept", mode);
      const { seconds } = await agent.call("train", { ...iris, seconds: 20 });
      assert.deepEqual(agent.asked, ["Allow the agent to train iris.network.json for at most 20 s?"]);
      assert.equal(seconds, 20);
    });

    it(`does not train if the user declines, in ${protocol}`, async () => {
      const agent = await withUser("decline", mode);
      assert.match(await agent.refused("train", iris), /^the user did not allow this training/);
      assert.deepEqual((await agent.call("status", {})).runs, []);
    });
  }

  it("does not ask about a config that cannot be trained", async () => {
    terminal.write("iris.network.json", irisConfig({ cost: "none" }));
    const agent = await withUser("accept");
    assert.match(await agent.refused("train", iris), /^iris\.network\.json: cannot be trained: 1:\d+: cost: /);
    assert.deepEqual(agent.asked, []);
  });

  it("refuses a second training, and stops the first with a checkpoint", async () => {
    const agent = await connect("--allow-train", "600");
    const { run } = await agent.call("train", { config: "endless.network.json" });
    assert.match(await agent.refused("train", iris), /^a training of endless\.network\.json is in progress/);
    const { training } = await agent.call("status", {});
    assert.deepEqual([training?.run, training?.config], [run, "endless.network.json"]);
    const { run: stopped } = await agent.call("stop", {});
    assert.deepEqual([stopped?.run, stopped?.state], [run, "stopped"]);
    assert.ok(terminal.files().includes(join(run ?? "", "last.npz")));
  });

  it("stops a training at its time limit, and trains no more when the allowed seconds are used up", async () => {
    const agent = await connect("--allow-train", "1");
    const { seconds } = await agent.call("train", { config: "endless.network.json", seconds: 100 });
    assert.equal(seconds, 1);
    const { runs, budget } = await ended(agent);
    assert.deepEqual([runs[0].state, budget.left], ["stopped", 0]);
    assert.match(await agent.refused("train", iris), /^the 1 seconds of training .* are used up/);
  });

  it("stops the training, which saves a checkpoint, when the client goes", async () => {
    const agent = await connect("--allow-train", "600");
    const { run } = await agent.call("train", { config: "endless.network.json" });
    await agent.close();
    const { runs } = await (await connect()).call("status", { run });
    assert.ok(["stopped", "interrupted"].includes(runs[0].state), runs[0].state);
  });

  it("refuses paths outside the root folder in every tool that has one", async () => {
    const agent = await connect("--allow-train", "60");
    const outside = join(course, "1-one-neuron.network.json");
    const run = "../elsewhere";
    const calls: [AgentTool, object][] = [
      ["check", { config: outside }],
      ["train", { config: outside }],
      ["status", { run }],
      ["evaluate", { run }],
      ["diagnose", { run }],
      ["compare", { a: [run], b: [run] }],
      ["predict", { run, rows: [[1]] }],
    ];
    for (const [tool, input] of calls) {
      assert.match(await agent.refused(tool, input), /: is outside the root folder; .* \[agent-root\]$/, tool);
    }
  });

  it("compares one run each, and shows no difference", async () => {
    const agent = await connect("--allow-train", "60");
    const a = await train(agent, { ...iris, seed: 1 });
    const b = await train(agent, { ...iris, seed: 2, epochs: 2 });
    const { verdict, why } = await agent.call("compare", { a: [a], b: [b] });
    assert.deepEqual([verdict, why], ["no difference shown", "one run each has no standard error"]);
  });

  it("answers a missing root folder with one line and exit code 2", async () => {
    const { code, stderr } = await terminal.call("mcp", "--root", "nowhere");
    assert.deepEqual([code, stderr], [2, "option --root: nowhere is not a folder; give an existing one\n"]);
  });

  it("lets an agent reach the figure of a lesson within its budget", async () => {
    cpSync(course, terminal.path, { recursive: true });
    const figures: { lesson: string; atLeast?: number }[] = JSON.parse(
      readFileSync(join(course, "figures.json"), "utf8"),
    );
    const { lesson, atLeast } = figures.find(({ lesson }) => lesson.startsWith("2-")) ?? assert.fail();
    const config = `${lesson}.network.json`;
    const file = join(terminal.path, config);
    const agent = await connect("--allow-train", "600");
    const reached = async () => {
      assert.equal((await agent.call("check", { config })).ok, true);
      const run = await train(agent, { config });
      return (await agent.call("evaluate", { run, atLeast })).mark?.passed;
    };
    assert.equal(await reached(), false);
    // What the lesson asks for: a hidden layer. The agent widens it until the figure is reached.
    for (let units = 4; ; units *= 2) {
      const layers = [
        { units, activation: "tanh" },
        { units: 2, activation: "softmax" },
      ];
      const text = readFileSync(file, "utf8");
      writeFileSync(file, applyEdits(text, modify(text, ["layers"], layers, {})));
      if (await reached()) break;
    }
    assert.ok((await agent.call("status", {})).budget.left > 0);
  });
});
