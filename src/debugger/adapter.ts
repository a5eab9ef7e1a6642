/** The debug adapter: the Debug Adapter Protocol for a debuggee that the launch configuration chooses. */
import { basename } from "node:path";
import {
  ContinuedEvent,
  ExitedEvent,
  OutputEvent,
  Source,
  StackFrame,
  StoppedEvent,
  TerminatedEvent,
  Thread,
} from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { visibleLines } from "../messages/visibleText";
import { exceptionFilters } from "./exceptions";
import { say, speak } from "./language";
import { LifeSession } from "./lifeSession";
import type { Client, Move, Stop } from "./program";
import { sourcePath } from "./sourcePath";

const thread = 1;

export class NetworkDebugSession extends LifeSession {
  constructor() {
    super();
    this.setDebuggerLinesStartAt1(false);
    this.setDebuggerColumnsStartAt1(false);
  }

  protected override initializeRequest(
    response: DebugProtocol.InitializeResponse,
    { supportsMemoryEvent = false, supportsInvalidatedEvent = false, locale }: DebugProtocol.InitializeRequestArguments,
  ): void {
    this.showsMemory = supportsMemoryEvent;
    this.takesInvalidated = supportsInvalidatedEvent;
    this.answer(response, async () => {
      await speak(locale);
      response.body = {
        supportsConfigurationDoneRequest: true,
        supportsStepBack: true,
        supportsEvaluateForHovers: true,
        supportsExceptionInfoRequest: true,
        supportsBreakpointLocationsRequest: true,
        supportsRestartRequest: true,
        supportTerminateDebuggee: true,
        exceptionBreakpointFilters: exceptionFilters(),
      };
    });
  }

  protected override exceptionInfoRequest(response: DebugProtocol.ExceptionInfoResponse): void {
    const { id, description } = this.program?.exception() ?? { id: "none", description: say("there is no exception") };
    response.body = { exceptionId: id, description, breakMode: "always" };
    this.sendResponse(response);
  }

  protected override threadsRequest(response: DebugProtocol.ThreadsResponse): void {
    response.body = { threads: [new Thread(thread, this.program?.title ?? say("training"))] };
    this.sendResponse(response);
  }

  protected override stackTraceRequest(response: DebugProtocol.StackTraceResponse): void {
    const path = this.program?.path ?? "";
    const stackFrames = (this.program?.frames() ?? []).map(({ name, line, isLabel }, i) => {
      const source = line === undefined ? undefined : new Source(basename(path), path);
      const frame = new StackFrame(
        i + 1,
        name,
        source,
        line === undefined ? 0 : this.convertDebuggerLineToClient(line),
        1,
      );
      if (isLabel) frame.presentationHint = "label";
      return frame;
    });
    response.body = { stackFrames, totalFrames: stackFrames.length };
    this.sendResponse(response);
  }

  protected override scopesRequest(response: DebugProtocol.ScopesResponse): void {
    response.body = { scopes: this.program?.scopes() ?? [] };
    this.sendResponse(response);
  }

  protected override variablesRequest(
    response: DebugProtocol.VariablesResponse,
    { variablesReference, start, count, filter }: DebugProtocol.VariablesArguments,
  ): void {
    this.answer(response, async () => {
      const page = filter === "indexed" ? { start, count } : {};
      response.body = { variables: (await this.program?.variables(variablesReference, page)) ?? [] };
    });
  }

  protected override completionsRequest(
    response: DebugProtocol.CompletionsResponse,
    { text, column }: DebugProtocol.CompletionsArguments,
  ): void {
    const targets = this.program?.completions?.(text, this.convertClientColumnToDebugger(column)) ?? [];
    response.body = {
      targets: targets.map(({ start = 0, ...each }) => ({ ...each, start: this.convertDebuggerColumnToClient(start) })),
    };
    this.sendResponse(response);
  }

  protected override nextRequest(response: DebugProtocol.NextResponse): void {
    this.move(response, "next");
  }

  protected override stepInRequest(
    response: DebugProtocol.StepInResponse,
    { targetId }: DebugProtocol.StepInArguments,
  ): void {
    if (targetId === undefined || !this.program?.stepInto) return this.move(response, "stepIn");
    const { program } = this;
    this.answer(response, async () => program.stepInto?.(targetId));
  }

  protected override stepOutRequest(response: DebugProtocol.StepOutResponse): void {
    this.move(response, "stepOut");
  }

  protected override continueRequest(response: DebugProtocol.ContinueResponse): void {
    response.body = { allThreadsContinued: true };
    this.move(response, "continue");
  }

  protected override stepBackRequest(response: DebugProtocol.StepBackResponse): void {
    this.move(response, "stepBack");
  }

  protected override reverseContinueRequest(response: DebugProtocol.ReverseContinueResponse): void {
    this.move(response, "reverseContinue");
  }

  protected override pauseRequest(response: DebugProtocol.PauseResponse): void {
    this.sendResponse(response);
    this.program?.pause();
  }

  protected override gotoTargetsRequest(
    response: DebugProtocol.GotoTargetsResponse,
    { source, line }: DebugProtocol.GotoTargetsArguments,
  ): void {
    const path = sourcePath(source.path, this.program?.path);
    const targets = this.program?.jumpsFrom?.(path, this.convertClientLineToDebugger(line)) ?? [];
    response.body = {
      targets: targets.map((each) => ({ ...each, line: this.convertDebuggerLineToClient(each.line) })),
    };
    this.sendResponse(response);
  }

  protected override gotoRequest(
    response: DebugProtocol.GotoResponse,
    { targetId }: DebugProtocol.GotoArguments,
  ): void {
    this.answer(response, async () => this.program?.jump?.(targetId));
  }

  private move(response: DebugProtocol.Response, move: Move): void {
    this.answer(response, async () => this.program?.move(move));
  }

  protected readonly client: Client = {
    // Sent after the response: clients inspect the state only once they know that execution continued.
    stopped: (stop) =>
      setImmediate(() => {
        this.sendEvent(stoppedEvent(stop));
        if (this.program) this.sendMemoryEvents();
      }),
    continued: () => this.sendEvent(new ContinuedEvent(thread, true)),
    output: (text, line) => this.sendEvent(this.outputEvent(text, line)),
    terminated: (exitCode) => {
      this.sendEvent(new ExitedEvent(exitCode));
      this.sendEvent(new TerminatedEvent());
    },
  };

  private outputEvent(text: string, line: number | undefined): OutputEvent {
    const event = new OutputEvent(`${visibleLines(text)}\n`, "console");
    const path = this.program?.path;
    if (line === undefined || path === undefined) return event;
    const place = { source: new Source(basename(path), path), line: this.convertDebuggerLineToClient(line) };
    Object.assign(event.body, place);
    return event;
  }
}

function stoppedEvent({ reason, text, hit }: Stop): StoppedEvent {
  const event = new StoppedEvent(reason, thread, ...(reason === "exception" && text !== undefined ? [text] : []));
  Object.assign(event.body, {
    allThreadsStopped: true,
    ...(text !== undefined && { text }),
    ...(hit && { hitBreakpointIds: hit }),
  });
  return event;
}
