/**
 * What the debug adapter debugs, apart from the protocol's ways: an example that goes through a network, or a training.
 * Lines are counted from 0.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { InlineValue } from "../protocol/matrixRequest";
import type { Launch } from "./launch";
import type { MatrixViews } from "./matrixViews";

export type Move = "next" | "stepIn" | "stepOut" | "continue" | "stepBack" | "reverseContinue";

export interface Stop {
  readonly reason: "entry" | "step" | "breakpoint" | "data breakpoint" | "exception" | "pause" | "goto";
  /** What the person reads beside the reason. */
  readonly text?: string;
  /** Of an exception: its filter. */
  readonly exception?: string;
  readonly hit?: readonly number[];
}

/** The editor that debugs. */
export interface Client {
  stopped(stop: Stop): void;
  /** It goes on, and not because the editor asked. */
  continued(): void;
  output(text: string, line?: number): void;
  terminated(exitCode: number): void;
}

export interface Frame {
  readonly name: string;
  /** Of the config; undefined where it has none for it. */
  readonly line?: number | undefined;
  /** Not a place that one can stop at. */
  readonly isLabel?: boolean;
}

/** A page of the children of a variable; left out: all. */
export interface PageOf {
  readonly start?: number | undefined;
  readonly count?: number | undefined;
}

export interface Program {
  /** Of the thread. */
  readonly title: string;
  /** The config file as it is now; it may have been changed since it was trained. */
  readonly path: string;
  /** What it can do beyond what every program can. */
  readonly capabilities: DebugProtocol.Capabilities;
  /** Replaces the breakpoints of a file. */
  setBreakpoints(file: string, asked: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[];
  /** Replaces those that name a matrix in place of a line; left out: there are none. */
  setNamedBreakpoints?(asked: readonly DebugProtocol.FunctionBreakpoint[]): DebugProtocol.Breakpoint[];
  /** Whether a value can be watched, and by which name; left out: none can. */
  dataBreakpointInfo?(asked: {
    readonly reference: number | undefined;
    readonly name: string;
  }): DebugProtocol.DataBreakpointInfoResponse["body"];
  /** Replaces those that watch a value. */
  setDataBreakpoints?(asked: readonly DebugProtocol.DataBreakpoint[]): DebugProtocol.Breakpoint[];
  /** Columns of the places of a line that one can stop at. */
  columnsOn(file: string, line: number): number[];
  setExceptions(filters: readonly string[]): DebugProtocol.Breakpoint[];
  /** Breakpoints are set: it may begin. */
  start(): void;
  frames(): readonly Frame[];
  /** What stopped it last, where that was an exception. */
  exception(): { readonly id: string; readonly description: string } | undefined;
  scopes(): DebugProtocol.Scope[];
  variables(reference: number, page?: PageOf): Promise<DebugProtocol.Variable[]>;
  /** Throws an Error that says what can be asked. */
  evaluate(expression: string, context?: string): Promise<DebugProtocol.EvaluateResponse["body"]>;
  /** Whether this text sets a value, in the console; left out: none does. */
  assigns?(text: string): boolean;
  /** Sets a child of what was opened; left out: values cannot be set. Throws an Error that says why it cannot. */
  setVariable?(reference: number, name: string, value: string): Promise<DebugProtocol.SetVariableResponse["body"]>;
  setExpression?(expression: string, value: string): Promise<DebugProtocol.SetExpressionResponse["body"]>;
  /** For the text of the console up to a column, from 0; left out: none. */
  completions?(text: string, column: number): DebugProtocol.CompletionItem[];
  /** Memory of matrices, and parts of them for pictures and tables. */
  readonly matrices: MatrixViews;
  /** What stands behind lines of the config; left out: nothing. Throws an Error while it runs. */
  inlineValues?(): Promise<InlineValue[]>;
  /** Begins to move; the client hears when it has stopped. */
  move(move: Move): Promise<void>;
  /** What a step can go into; left out: there is nothing to choose. */
  stepInTargets?(): Promise<DebugProtocol.StepInTarget[]>;
  /** Begins to step into one of them. Throws an Error where there is none of this number. */
  stepInto?(target: number): Promise<void>;
  pause(): void;
  /** Resolves once it is over; a training has saved its checkpoint. */
  end(reason: "stopped" | "interrupted"): Promise<void>;
  /** Resolves once it goes on without the debugger, or ends where it cannot. */
  detach(): Promise<void>;
  /** Gives back its memory and its threads, once it is over. */
  close?(): Promise<void>;
  /** What a restart launches in its place. */
  again(launch: Launch): Launch;
  /** Where one can jump to from a line; left out: nowhere. */
  jumpsFrom?(file: string, line: number): DebugProtocol.GotoTarget[];
  /** Begins to move there. Throws an Error that says why it cannot. */
  jump?(target: number): void;
}
