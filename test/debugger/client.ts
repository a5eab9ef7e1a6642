/** A client of the debug adapter's process, like an editor: VS Code's test client over stdin and stdout. */
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { DebugClient as ProtocolClient } from "@vscode/debugadapter-testsupport";
import type { DebugProtocol } from "@vscode/debugprotocol";

const adapter = resolve(__dirname, "../../dist/debugger.js");

/** Events that tests wait for; they are kept, because one may arrive before its test waits. */
const kept = [
  "initialized",
  "capabilities",
  "stopped",
  "continued",
  "output",
  "exited",
  "terminated",
  "memory",
] as const;
type Kept = (typeof kept)[number];

type Body = Record<string, unknown>;

export class DebugClient extends ProtocolClient {
  /** Output in the debug console. */
  readonly texts: string[] = [];
  private readonly process: ChildProcess = spawn(process.execPath, [adapter], { stdio: ["pipe", "pipe", "inherit"] });
  private readonly gone = new Promise((done) => this.process.once("exit", done));
  private readonly events: DebugProtocol.Event[] = [];
  private waiting: { name: string; hear: (event: DebugProtocol.Event) => void }[] = [];

  constructor() {
    super(process.execPath, adapter, "matrix-network");
    const { stdin, stdout } = this.process;
    if (!stdin || !stdout) throw new TypeError("the adapter has no pipes");
    for (const name of kept) this.on(name, (event: DebugProtocol.Event) => this.hear(event));
    this.on("output", ({ body }: DebugProtocol.OutputEvent) => this.texts.push(body.output));
    this.connect(stdout, stdin);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Returns the body of the response. Rejects with the adapter's message. */
  async request<Result = Body>(command: string, args: object = {}): Promise<Result> {
    return (await this.customRequest(command, args)).body as Result;
  }

  /** Returns the next event of this name that no caller has received. */
  async event<Result = Body>(name: Kept): Promise<Result> {
    const at = this.events.findIndex(({ event }) => event === name);
    if (at >= 0) return this.events.splice(at, 1)[0].body as Result;
    return new Promise((hear) => this.waiting.push({ name, hear: (event) => hear(event.body as Result) }));
  }

  /** Sends a step command and waits for the stop. Returns its reason and the title of the next operation. */
  async move(command: string): Promise<{ reason: string; title: string; line: number; text?: string }> {
    const stopped = this.event<DebugProtocol.StoppedEvent["body"]>("stopped");
    await this.request(command, { threadId: 1 });
    const { reason, text } = await stopped;
    return { reason, ...(text && { text }), ...(await this.top()) };
  }

  async frames(): Promise<DebugProtocol.StackFrame[]> {
    return (await this.stackTraceRequest({ threadId: 1 })).body.stackFrames;
  }

  async top(): Promise<{ title: string; line: number }> {
    const [{ name, line }] = await this.frames();
    return { title: name, line };
  }

  async scopes(): Promise<DebugProtocol.Scope[]> {
    return (await this.scopesRequest({ frameId: 1 })).body.scopes;
  }

  async variables(variablesReference: number, page: object = {}): Promise<DebugProtocol.Variable[]> {
    return (await this.variablesRequest({ variablesReference, ...page })).body.variables;
  }

  async evaluate(expression: string): Promise<string> {
    return (await this.evaluateRequest({ expression, context: "repl" })).body.result;
  }

  /** Closes the pipes, like an editor that has exited. Resolves when the process has exited. */
  async leave(): Promise<void> {
    this.process.stdin?.end();
    await this.gone;
  }

  async close(): Promise<void> {
    if (this.process.exitCode !== null) return;
    // A process that is about to exit does not answer.
    await Promise.race([this.disconnectRequest().catch(() => {}), this.gone]);
    await this.gone;
  }

  private hear(event: DebugProtocol.Event): void {
    const at = this.waiting.findIndex(({ name }) => name === event.event);
    if (at >= 0) this.waiting.splice(at, 1)[0].hear(event);
    else this.events.push(event);
  }
}
