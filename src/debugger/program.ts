/**
 * The debuggee of the debug adapter, independent of the protocol: an example that passes through a network, or a
 * training. Lines count from 0.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { InlineValue } from "../protocol/matrixRequest";
import type { Launch } from "./launch";
import type { MatrixViews } from "./matrixViews";

export type Move = "next" | "stepIn" | "stepOut" | "continue" | "stepBack" | "reverseContinue";

export interface Stop {
  readonly reason: "entry" | "step" | "breakpoint" | "data breakpoint" | "exception" | "pause" | "goto";
  /** Text displayed with the reason. */
  readonly text?: string;
  /** Exception filter, for the reason "exception". */
  readonly exception?: string;
  readonly hit?: readonly number[];
}

/** The client of the debug adapter. */
export interface Client {
  stopped(stop: Stop): void;
  /** Reports that execution continued without a request of the client. */
  continued(): void;
  output(text: string, line?: number): void;
  terminated(exitCode: number): void;
}

export interface Frame {
  readonly name: string;
  /** Line in the config; undefined if it has none. */
  readonly line?: number | undefined;
  /** True for a label frame, which has no location to stop at. */
  readonly isLabel?: boolean;
}

/** A page of a variable's children; absent fields: all. */
export interface PageOf {
  readonly start?: number | undefined;
  readonly count?: number | undefined;
}

export interface Program {
  /** Name of the thread. */
  readonly title: string;
  /** Path of the config file, which may have changed since the training. */
  readonly path: string;
  /** Capabilities beyond those of all debuggees. */
  readonly capabilities: DebugProtocol.Capabilities;
  /** Replaces the breakpoints of a file. */
  setBreakpoints(file: string, requested: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[];
  /** Replaces the function breakpoints; absent if unsupported. */
  setNamedBreakpoints?(requested: readonly DebugProtocol.FunctionBreakpoint[]): DebugProtocol.Breakpoint[];
  /** Returns the data breakpoint info of a value; absent if unsupported. */
  dataBreakpointInfo?(requested: {
    readonly reference: number | undefined;
    readonly name: string;
  }): DebugProtocol.DataBreakpointInfoResponse["body"];
  /** Replaces the data breakpoints. */
  setDataBreakpoints?(requested: readonly DebugProtocol.DataBreakpoint[]): DebugProtocol.Breakpoint[];
  /** Returns the columns of a line's breakpoint locations. */
  columnsOn(file: string, line: number): number[];
  setExceptions(filters: readonly string[]): DebugProtocol.Breakpoint[];
  /** Starts, once the breakpoints are set. */
  start(): void;
  frames(): readonly Frame[];
  /** Returns the exception of the last stop, if any. */
  exception(): { readonly id: string; readonly description: string } | undefined;
  scopes(): DebugProtocol.Scope[];
  variables(reference: number, page?: PageOf): Promise<DebugProtocol.Variable[]>;
  /** Evaluates an expression. Throws an Error that says what can be evaluated. */
  evaluate(expression: string, context?: string): Promise<DebugProtocol.EvaluateResponse["body"]>;
  /** Returns true if the console text assigns a value; absent if values cannot be set. */
  assigns?(text: string): boolean;
  /** Sets a child of an expanded variable; absent if values cannot be set. Throws an Error with the reason. */
  setVariable?(reference: number, name: string, value: string): Promise<DebugProtocol.SetVariableResponse["body"]>;
  setExpression?(expression: string, value: string): Promise<DebugProtocol.SetExpressionResponse["body"]>;
  /** Returns completions for the console text up to a column, from 0; absent if unsupported. */
  completions?(text: string, column: number): DebugProtocol.CompletionItem[];
  /** Matrices as memory, and parts of them for pictures and tables. */
  readonly matrices: MatrixViews;
  /** Returns the inline values of the config; absent if unsupported. Throws an Error while running. */
  inlineValues?(): Promise<InlineValue[]>;
  /** Begins a move; the client is notified when it has stopped. */
  move(move: Move): Promise<void>;
  /** Returns the step-in targets; absent if unsupported. */
  stepInTargets?(): Promise<DebugProtocol.StepInTarget[]>;
  /** Begins to step into a target. Throws an Error if it does not exist. */
  stepInto?(target: number): Promise<void>;
  pause(): void;
  /** Ends the debuggee. Resolves when it has ended; a training has then saved its checkpoint. */
  end(reason: "stopped" | "interrupted"): Promise<void>;
  /** Detaches. Resolves when the training continues without the debugger, or has ended if it cannot. */
  detach(): Promise<void>;
  /** Releases memory and threads after the end. */
  close?(): Promise<void>;
  /** Returns the launch of a restart. */
  again(launch: Launch): Launch;
  /** Returns the goto targets of a line; absent if unsupported. */
  jumpsFrom?(file: string, line: number): DebugProtocol.GotoTarget[];
  /** Begins a jump. Throws an Error if it is impossible. */
  jump?(target: number): void;
}
