/** The debug adapter: the Debug Adapter Protocol over a network as the debuggee. */
import { basename } from "node:path";
import {
  DebugSession,
  InitializedEvent,
  OutputEvent,
  Scope,
  Source,
  StackFrame,
  StoppedEvent,
  TerminatedEvent,
  Thread,
} from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { Debuggee } from "./debuggee";
import { parseLaunch } from "./launch";
import { SourceLines } from "./sourceLines";
import { type Stopped, Stops, walk } from "./stops";
import { Variables } from "./variables";

/** One example is followed: there is one thread. */
const thread = 1;
const nonFinite = "non-finite";
/** Of an error response; the message tells what is wrong. */
const failed = 1;

export class NetworkDebugSession extends DebugSession {
  private debuggee: Debuggee | undefined;
  private variables: Variables | undefined;
  private sourceLines = new SourceLines("");
  private readonly stops = new Stops();
  private problem = "";

  constructor() {
    super();
    this.setDebuggerLinesStartAt1(false);
    this.setDebuggerColumnsStartAt1(false);
  }

  protected override initializeRequest(response: DebugProtocol.InitializeResponse): void {
    response.body = {
      supportsConfigurationDoneRequest: true,
      supportsStepBack: true,
      supportsEvaluateForHovers: true,
      supportsExceptionInfoRequest: true,
      supportsBreakpointLocationsRequest: true,
      exceptionBreakpointFilters: [
        {
          filter: nonFinite,
          label: "Values that are not finite",
          description: "Stops after the operation that leaves a value that is infinite or not a number.",
          default: true,
        },
      ],
    };
    this.sendResponse(response);
  }

  protected override launchRequest(
    response: DebugProtocol.LaunchResponse,
    given: DebugProtocol.LaunchRequestArguments,
  ) {
    this.answer(response, async () => {
      const { run, epoch, example } = parseLaunch(given);
      this.debuggee = await Debuggee.open(run, epoch, example);
      this.variables = new Variables(this.debuggee);
      this.sourceLines = SourceLines.of(this.debuggee.config.path);
      const { path } = this.debuggee.config;
      const text = `${basename(path)}, ${this.debuggee.title}. Dropout is off. Ask for z1, W2[3,4], norm(W1); layers count from 1.\n`;
      this.sendEvent(new OutputEvent(text, "console"));
      // Breakpoints may come now.
      this.sendEvent(new InitializedEvent());
    });
  }

  protected override configurationDoneRequest(response: DebugProtocol.ConfigurationDoneResponse): void {
    this.sendResponse(response);
    this.sendEvent(new StoppedEvent("entry", thread));
  }

  protected override setBreakPointsRequest(
    response: DebugProtocol.SetBreakpointsResponse,
    { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
  ): void {
    const asked = breakpoints.map(({ line }) => this.convertClientLineToDebugger(line));
    const lines = this.stops.setLines(source.path ?? "", asked);
    response.body = {
      breakpoints: lines.map((line, i) =>
        line === undefined
          ? { verified: false, line: breakpoints[i].line, message: "Set it on a layer, on the data or on the cost." }
          : { verified: true, line: this.convertDebuggerLineToClient(line) },
      ),
    };
    this.sendResponse(response);
  }

  protected override breakpointLocationsRequest(
    response: DebugProtocol.BreakpointLocationsResponse,
    { source, line, endLine = line }: DebugProtocol.BreakpointLocationsArguments,
  ): void {
    const sourceLines = SourceLines.of(source.path ?? "");
    const wanted = Array.from({ length: endLine - line + 1 }, (_, i) => line + i);
    const isThere = (each: number) => sourceLines.breakable(this.convertClientLineToDebugger(each)) !== undefined;
    response.body = { breakpoints: wanted.filter(isThere).map((each) => ({ line: each })) };
    this.sendResponse(response);
  }

  protected override setExceptionBreakPointsRequest(
    response: DebugProtocol.SetExceptionBreakpointsResponse,
    { filters }: DebugProtocol.SetExceptionBreakpointsArguments,
  ): void {
    this.stops.atNonFinite = filters.includes(nonFinite);
    this.sendResponse(response);
  }

  protected override exceptionInfoRequest(response: DebugProtocol.ExceptionInfoResponse): void {
    response.body = { exceptionId: nonFinite, description: this.problem, breakMode: "always" };
    this.sendResponse(response);
  }

  protected override threadsRequest(response: DebugProtocol.ThreadsResponse): void {
    response.body = { threads: [new Thread(thread, this.debuggee?.title ?? "example")] };
    this.sendResponse(response);
  }

  protected override stackTraceRequest(response: DebugProtocol.StackTraceResponse): void {
    const { debuggee } = this;
    if (debuggee) {
      const step = debuggee.step();
      const { path } = debuggee.config;
      const line = this.sourceLines.lineOf(step);
      const source = line === undefined ? undefined : new Source(basename(path), path);
      const at = line === undefined ? 0 : this.convertDebuggerLineToClient(line);
      const frames = [new StackFrame(1, step.title, source, at, 1), new StackFrame(2, step.phase, source, at, 1)];
      frames[1].presentationHint = "label";
      response.body = { stackFrames: frames, totalFrames: frames.length };
    }
    this.sendResponse(response);
  }

  protected override scopesRequest(response: DebugProtocol.ScopesResponse): void {
    const scopes = this.variables?.scopes() ?? [];
    response.body = {
      scopes: scopes.map((scope) => ({ ...new Scope(scope.name, scope.variablesReference, false), ...scope })),
    };
    this.sendResponse(response);
  }

  protected override variablesRequest(
    response: DebugProtocol.VariablesResponse,
    { variablesReference, start, count, filter }: DebugProtocol.VariablesArguments,
  ): void {
    this.answer(response, async () => {
      const paged = filter === "indexed" ? ([start, count] as const) : [];
      response.body = { variables: (await this.variables?.list(variablesReference, ...paged)) ?? [] };
    });
  }

  protected override evaluateRequest(
    response: DebugProtocol.EvaluateResponse,
    { expression }: DebugProtocol.EvaluateArguments,
  ): void {
    this.answer(response, async () => {
      if (!this.variables) throw new Error("nothing is debugged yet");
      response.body = await this.variables.evaluate(expression);
    });
  }

  protected override nextRequest(response: DebugProtocol.NextResponse): void {
    this.move(response, 1, () => true);
  }

  /** An operation is the smallest there is. */
  protected override stepInRequest(response: DebugProtocol.StepInResponse): void {
    this.move(response, 1, () => true);
  }

  /** To where the next phase begins. */
  protected override stepOutRequest(response: DebugProtocol.StepOutResponse): void {
    const phase = this.debuggee?.step().phase;
    this.move(response, 1, () => this.debuggee?.step().phase !== phase);
  }

  protected override continueRequest(response: DebugProtocol.ContinueResponse): void {
    this.move(response, 1, this.isAtBreakpoint, "breakpoint");
  }

  protected override stepBackRequest(response: DebugProtocol.StepBackResponse): void {
    this.move(response, -1, () => true);
  }

  protected override reverseContinueRequest(response: DebugProtocol.ReverseContinueResponse): void {
    this.move(response, -1, this.isAtBreakpoint, "breakpoint");
  }

  private readonly isAtBreakpoint = (): boolean =>
    this.debuggee !== undefined && this.stops.isAt(this.debuggee, this.sourceLines);

  private move(
    response: DebugProtocol.Response,
    direction: 1 | -1,
    isThere: () => boolean,
    reason: Stopped["reason"] = "step",
  ): void {
    this.answer(response, async () => {
      const { atNonFinite } = this.stops;
      const stopped = this.debuggee && (await walk(this.debuggee, direction, { isThere, reason, atNonFinite }));
      if (!stopped) return this.sendEvent(new TerminatedEvent());
      this.variables?.reset();
      const event = new StoppedEvent(stopped.reason, thread);
      if (stopped.problem !== undefined) {
        this.problem = stopped.problem;
        (event.body as { text?: string }).text = stopped.problem;
      }
      // After the answer: a client looks only when it knows that it went on.
      setImmediate(() => this.sendEvent(event));
    });
  }

  /** Sends the answer when it is there, or what went wrong. */
  private answer(response: DebugProtocol.Response, work: () => Promise<unknown>): void {
    work().then(
      () => this.sendResponse(response),
      (error: Error) =>
        this.sendErrorResponse(response, { id: failed, format: error.message.replace(/[{}]/g, "'"), showUser: true }),
    );
  }
}
