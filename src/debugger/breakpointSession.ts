/** Breakpoint requests of the debug adapter. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { say } from "./language";
import { MatrixSession } from "./matrixSession";
import type { Program } from "./program";
import { sourcePath } from "./sourcePath";

const notNamed = () => say("Breakpoints on matrix names require a training. Set a breakpoint on a line.");
const notWatched = () => say("Data breakpoints require a training.");

export abstract class BreakpointSession extends MatrixSession {
  /** The debuggee; undefined before launch or attach. */
  protected abstract readonly program: Program | undefined;

  protected override setBreakPointsRequest(
    response: DebugProtocol.SetBreakpointsResponse,
    { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
  ): void {
    const requested = breakpoints.map(({ line, column, ...each }) => ({
      ...each,
      line: this.convertClientLineToDebugger(line),
      ...(column !== undefined && { column: this.convertClientColumnToDebugger(column) }),
    }));
    const found = this.program?.setBreakpoints(sourcePath(source.path, this.program.path), requested) ?? [];
    response.body = {
      breakpoints: found.map(({ line = 0, ...each }, i) => ({
        ...each,
        line: each.verified ? this.convertDebuggerLineToClient(line) : breakpoints[i].line,
      })),
    };
    this.sendResponse(response);
  }

  protected override setFunctionBreakPointsRequest(
    response: DebugProtocol.SetFunctionBreakpointsResponse,
    { breakpoints }: DebugProtocol.SetFunctionBreakpointsArguments,
  ): void {
    const found = this.program?.setNamedBreakpoints?.(breakpoints);
    response.body = { breakpoints: found ?? breakpoints.map(() => ({ verified: false, message: notNamed() })) };
    this.sendResponse(response);
  }

  protected override dataBreakpointInfoRequest(
    response: DebugProtocol.DataBreakpointInfoResponse,
    { variablesReference: reference, name }: DebugProtocol.DataBreakpointInfoArguments,
  ): void {
    response.body = this.program?.dataBreakpointInfo?.({ reference, name }) ?? {
      dataId: null,
      description: notWatched(),
    };
    this.sendResponse(response);
  }

  protected override setDataBreakpointsRequest(
    response: DebugProtocol.SetDataBreakpointsResponse,
    { breakpoints }: DebugProtocol.SetDataBreakpointsArguments,
  ): void {
    const found = this.program?.setDataBreakpoints?.(breakpoints);
    response.body = { breakpoints: found ?? breakpoints.map(() => ({ verified: false, message: notWatched() })) };
    this.sendResponse(response);
  }

  protected override breakpointLocationsRequest(
    response: DebugProtocol.BreakpointLocationsResponse,
    { source, line, endLine = line }: DebugProtocol.BreakpointLocationsArguments,
  ): void {
    const wanted = Array.from({ length: endLine - line + 1 }, (_, i) => line + i);
    const path = sourcePath(source.path, this.program?.path);
    const columnsOn = (each: number) => this.program?.columnsOn(path, this.convertClientLineToDebugger(each)) ?? [];
    response.body = {
      breakpoints: wanted.flatMap((each) => {
        const columns = columnsOn(each);
        if (columns.length < 2) return columns.map(() => ({ line: each }));
        return columns.map((column) => ({ line: each, column: this.convertDebuggerColumnToClient(column) }));
      }),
    };
    this.sendResponse(response);
  }

  protected override setExceptionBreakPointsRequest(
    response: DebugProtocol.SetExceptionBreakpointsResponse,
    { filters }: DebugProtocol.SetExceptionBreakpointsArguments,
  ): void {
    response.body = { breakpoints: this.program?.setExceptions(filters) ?? [] };
    this.sendResponse(response);
  }
}
