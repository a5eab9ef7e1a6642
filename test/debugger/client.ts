/** A client of the debug adapter's process, as an editor is one: speaks the Debug Adapter Protocol over stdin and stdout. */
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";

const adapter = resolve(__dirname, "../../dist/debugger.js");

type Body = Record<string, unknown>;

export class DebugClient {
  /** What was written to the debug console. */
  readonly texts: string[] = [];
  private readonly process: ChildProcess = spawn(process.execPath, [adapter], { stdio: ["pipe", "pipe", "inherit"] });
  private buffer = Buffer.alloc(0);
  private sequence = 1;
  private readonly waiting = new Map<number, (response: DebugProtocol.Response) => void>();
  private readonly events: DebugProtocol.Event[] = [];
  private listeners: { name: string; hear: (event: DebugProtocol.Event) => void }[] = [];

  constructor() {
    this.process.stdout?.on("data", (chunk: Buffer) => this.take(chunk));
  }

  /** Rejects with the adapter's message. */
  async request<Result = Body>(command: string, args: object = {}): Promise<Result> {
    const seq = this.sequence++;
    const text = JSON.stringify({ seq, type: "request", command, arguments: args });
    this.process.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    const response = await new Promise<DebugProtocol.Response>((answer) => this.waiting.set(seq, answer));
    if (response.success) return response.body as Result;
    throw new Error(response.body?.error?.format ?? response.message);
  }

  /** The next event of this name that nobody has taken. */
  async event<Result = Body>(name: string): Promise<Result> {
    const at = this.events.findIndex(({ event }) => event === name);
    if (at >= 0) return this.events.splice(at, 1)[0].body as Result;
    return new Promise((hear) => this.listeners.push({ name, hear: (event) => hear(event.body as Result) }));
  }

  /** Moves, and waits until it has stopped. Returns why, and the title of the operation that comes next. */
  async move(command: string): Promise<{ reason: string; title: string; line: number; text?: string }> {
    const stopped = this.event<DebugProtocol.StoppedEvent["body"]>("stopped");
    await this.request(command, { threadId: 1 });
    const { reason, text } = await stopped;
    return { reason, ...(text && { text }), ...(await this.top()) };
  }

  async frames(): Promise<DebugProtocol.StackFrame[]> {
    return (await this.request<DebugProtocol.StackTraceResponse["body"]>("stackTrace", { threadId: 1 })).stackFrames;
  }

  async top(): Promise<{ title: string; line: number }> {
    const stackFrames = await this.frames();
    return { title: stackFrames[0].name, line: stackFrames[0].line };
  }

  async scopes(): Promise<DebugProtocol.Scope[]> {
    return (await this.request<DebugProtocol.ScopesResponse["body"]>("scopes", { frameId: 1 })).scopes;
  }

  async variables(variablesReference: number, page: object = {}): Promise<DebugProtocol.Variable[]> {
    const about = { variablesReference, ...page };
    return (await this.request<DebugProtocol.VariablesResponse["body"]>("variables", about)).variables;
  }

  async evaluate(expression: string): Promise<string> {
    const about = { expression, context: "repl" };
    return (await this.request<DebugProtocol.EvaluateResponse["body"]>("evaluate", about)).result;
  }

  /** As an editor that is gone: closes the pipes. Resolves when the process has left. */
  async leave(): Promise<void> {
    const gone = new Promise((done) => this.process.once("exit", done));
    this.process.stdin?.end();
    await gone;
  }

  async close(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const gone = new Promise((done) => this.process.once("exit", done));
    await this.request("disconnect").catch(() => {});
    await gone;
  }

  private take(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const head = this.buffer.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(this.buffer.toString("utf8", 0, Math.max(0, head)))?.[1]);
      if (head < 0 || this.buffer.length < head + 4 + length) return;
      const text = this.buffer.toString("utf8", head + 4, head + 4 + length);
      this.buffer = this.buffer.subarray(head + 4 + length);
      this.hear(JSON.parse(text));
    }
  }

  private hear(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === "response") {
      const response = message as DebugProtocol.Response;
      this.waiting.get(response.request_seq)?.(response);
      return;
    }
    const event = message as DebugProtocol.Event;
    if (event.event === "output") this.texts.push(event.body.output);
    const at = this.listeners.findIndex(({ name }) => name === event.event);
    if (at >= 0) this.listeners.splice(at, 1)[0].hear(event);
    else this.events.push(event);
  }
}
