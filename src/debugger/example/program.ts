/** Opens an example that passes through a network as the debuggee of the debug adapter. */
import { basename } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { InlineValue } from "../../protocol/matrixRequest";
import { nonFinite } from "../exceptions";
import { inlineValues } from "../inlineValues";
import { passText, say } from "../language";
import { LastStop } from "../lastStop";
import type { ExampleLaunch, Launch } from "../launch";
import { MatrixViews } from "../matrixViews";
import type { Client, Frame, Move, PageOf, Program } from "../program";
import { Variables } from "../variables";
import { Debuggee } from "./debuggee";
import { SourceLines } from "./sourceLines";
import { type Stopped, Stops, walk } from "./stops";
import { ExampleVariables } from "./variables";

export async function openExample({ run, epoch, example }: ExampleLaunch, client: Client): Promise<Program> {
  return new ExampleProgram(await Debuggee.open(run, epoch, example), client);
}

class ExampleProgram implements Program {
  readonly capabilities = { supportsReadMemoryRequest: true };
  private readonly lastStop: LastStop;
  readonly matrices: MatrixViews;
  private readonly shown: ExampleVariables;
  private readonly variablesOf: Variables;
  private readonly sourceLines: SourceLines;
  private readonly stops = new Stops();
  private problem: string | undefined;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly client: Client,
  ) {
    this.shown = new ExampleVariables(debuggee);
    this.lastStop = new LastStop({
      names: () => this.shown.matrices,
      sizeOf: () => 0,
      read: (name) => debuggee.read(name),
    });
    this.matrices = this.views();
    this.variablesOf = new Variables(this.shown, this.lastStop);
    this.sourceLines = SourceLines.of(this.path);
    const about = `${basename(this.path)}, ${this.title}`;
    client.output(say("{0}. Dropout is off. Evaluate z1, W2[3,4], norm(W1); layers count from 1.", about));
  }

  get title(): string {
    return this.debuggee.title;
  }

  get path(): string {
    return this.debuggee.config.path;
  }

  setBreakpoints(file: string, requested: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[] {
    const hasMore = ({ condition, hitCondition, logMessage }: DebugProtocol.SourceBreakpoint) =>
      condition !== undefined || hitCondition !== undefined || logMessage !== undefined;
    const plain = requested.filter((each) => !hasMore(each));
    const lines = this.stops.setLines(
      file,
      plain.map(({ line }) => line),
    );
    return requested.map((each) => {
      if (hasMore(each)) {
        const message = say("Conditions, hit counts and log messages require a training.");
        return { verified: false, message };
      }
      const line = lines[plain.indexOf(each)];
      if (line === undefined)
        return { verified: false, message: say("Set the breakpoint on a layer, on the data or on the cost.") };
      return { verified: true, line };
    });
  }

  columnsOn(file: string, line: number): number[] {
    return SourceLines.of(file).breakable(line) === undefined ? [] : [0];
  }

  setExceptions(filters: readonly string[]): DebugProtocol.Breakpoint[] {
    this.stops.atNonFinite = filters.includes(nonFinite);
    return filters.map((filter) =>
      filter === nonFinite ? { verified: true } : { verified: false, message: say("This requires a training.") },
    );
  }

  start(): void {
    this.client.stopped({ reason: "entry" });
  }

  frames(): Frame[] {
    const step = this.debuggee.step();
    const line = this.sourceLines.lineOf(step);
    return [
      { name: step.title, line },
      { name: passText(step.phase), line, isLabel: true },
    ];
  }

  exception(): { id: string; description: string } | undefined {
    return this.problem === undefined ? undefined : { id: nonFinite, description: this.problem };
  }

  scopes(): DebugProtocol.Scope[] {
    return this.variablesOf.scopes();
  }

  variables(reference: number, { start, count }: PageOf = {}): Promise<DebugProtocol.Variable[]> {
    return this.variablesOf.list(reference, start, count);
  }

  inlineValues(): Promise<InlineValue[]> {
    const { debuggee, sourceLines } = this;
    return inlineValues(
      debuggee.config.layers.length,
      (name) => debuggee.read(name),
      (of) =>
        sourceLines.lineOf(
          of.kind === "layer" ? { layer: of.layer } : { phase: of.kind === "data" ? "input" : "cost" },
        ),
    );
  }

  async evaluate(expression: string): Promise<DebugProtocol.EvaluateResponse["body"]> {
    const value = await this.shown.evaluate(expression);
    if (typeof value !== "object") return { result: String(value), variablesReference: 0 };
    const variable = this.variablesOf.variable(value);
    return { ...variable, result: variable.value };
  }

  async move(move: Move): Promise<void> {
    this.lastStop.remember();
    const stopped = await this.walk(move);
    if (!stopped) return this.client.terminated(0);
    this.variablesOf.reset();
    this.problem = stopped.problem;
    this.client.stopped({
      reason: stopped.reason,
      ...(stopped.problem !== undefined && { text: stopped.problem }),
    });
  }

  private views(): MatrixViews {
    const { debuggee, shown } = this;
    const source = {
      checkStopped: () => {},
      stop: () => `${this.title} · ${say("before {0}", debuggee.step().title.split(" · ")[0])}`,
      names: () => shown.matrices,
      find: (name: string) => debuggee.read(name),
      missing: (name: string) =>
        debuggee.isKnown(name) ? say("{0} is not computed yet", name) : say("there is no {0} here", name),
      nameOf: (matrix: string, column: number) => shown.nameOf(matrix, column),
      classesOf: (matrix: string) => shown.classesOf(matrix),
      data: debuggee.dataset,
    };
    return new MatrixViews(source, this.lastStop);
  }

  /** Does nothing: an example is always stopped. */
  pause(): void {}

  again(launch: Launch): Launch {
    return launch;
  }

  /** Ends: an example has nothing that could continue. */
  detach(): Promise<void> {
    return this.end();
  }

  async end(): Promise<void> {}

  /** Moves by operations, the smallest steps; stepping out moves to the start of the next phase. */
  private walk(move: Move): Promise<Stopped | undefined> {
    const { debuggee } = this;
    const { atNonFinite } = this.stops;
    const { phase } = debuggee.step();
    const isAtBreakpoint = () => this.stops.isAt(debuggee, this.sourceLines);
    const to = (direction: 1 | -1, isThere: () => boolean, reason: Stopped["reason"] = "step") =>
      walk(debuggee, direction, { isThere, reason, atNonFinite });
    switch (move) {
      case "next":
      case "stepIn":
        return to(1, () => true);
      case "stepOut":
        return to(1, () => debuggee.step().phase !== phase);
      case "continue":
        return to(1, isAtBreakpoint, "breakpoint");
      case "stepBack":
        return to(-1, () => true);
      case "reverseContinue":
        return to(-1, isAtBreakpoint, "breakpoint");
    }
  }
}
