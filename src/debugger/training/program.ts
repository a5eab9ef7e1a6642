/** A training as the debuggee of the debug adapter. */
import { dirname } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Value } from "../../expressions/values";
import type { InlineValue } from "../../protocol/matrixRequest";
import { nonFinite, trainingFilters } from "../exceptions";
import { say, sayError } from "../language";
import type { Launch, TrainingLaunch } from "../launch";
import type { NamedMatrix } from "../matrices";
import type { MatrixViews } from "../matrixViews";
import type { Client, Frame, Move, PageOf, Program, Stop } from "../program";
import { Variables } from "../variables";
import { parseAssignment } from "./assignment";
import { Commands } from "./commands";
import { completionsOf } from "./completions";
import { startOf } from "./course";
import { EditedConfig } from "./editedConfig";
import { Editing } from "./editing";
import { framesOf } from "./frames";
import { Jumps } from "./jumps";
import { formatValue } from "./logMessage";
import { type OpenedTraining, openTraining } from "./open";
import { Targets } from "./targets";
import { TrainingVariables } from "./variables";
import { TrainingViews } from "./views";

const running = () => say("the training is running; pause it first");

export class TrainingProgram implements Program {
  readonly capabilities = {
    supportsConditionalBreakpoints: true,
    supportsHitConditionalBreakpoints: true,
    supportsLogPoints: true,
    supportsFunctionBreakpoints: true,
    supportsDataBreakpoints: true,
    supportsTerminateRequest: true,
    supportsCompletionsRequest: true,
    supportsGotoTargetsRequest: true,
    supportsReadMemoryRequest: true,
    supportsSetVariable: true,
    supportsSetExpression: true,
    supportsStepInTargetsRequest: true,
  };
  readonly title = say("training");
  private readonly targets: Targets;
  private readonly shown: TrainingVariables;
  private readonly variablesOf: Variables;
  private readonly jumps: Jumps;
  private readonly commands: Commands;
  private readonly views: TrainingViews;
  private readonly editing: Editing;

  private constructor(
    private readonly launch: TrainingLaunch,
    private readonly opened: OpenedTraining,
    private readonly client: Client,
    private readonly stops: { readonly newest: Stop | undefined },
  ) {
    this.targets = Targets.of(opened.path);
    this.shown = new TrainingVariables(opened.navigator, opened);
    this.jumps = new Jumps(opened.navigator, opened.head);
    this.commands = new Commands(opened.navigator, opened.head, this.jumps);
    this.views = new TrainingViews(opened.navigator, this.shown, opened.dataset);
    this.variablesOf = new Variables(this.shown, this.views.lastStop);
    this.editing = new Editing(opened.navigator, opened.head, this.shown);
  }

  /** @param signal aborts a training that has not begun */
  static async open(launch: TrainingLaunch, client: Client, signal: AbortSignal): Promise<TrainingProgram> {
    const stops: { newest: Stop | undefined } = { newest: undefined };
    let edited: EditedConfig | undefined;
    const noting: Client = {
      ...client,
      stopped: (stop) => {
        stops.newest = stop;
        edited?.poll();
        client.stopped(stop);
      },
    };
    const opened = await openTraining(launch, noting, signal);
    edited = new EditedConfig(opened.path, opened.began, (text) => client.output(text));
    edited.poll();
    return new TrainingProgram(launch, opened, noting, stops);
  }

  get path(): string {
    return this.opened.path;
  }

  setBreakpoints(file: string, requested: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[] {
    return this.opened.breakpoints.set(file, requested);
  }

  setNamedBreakpoints(requested: readonly DebugProtocol.FunctionBreakpoint[]): DebugProtocol.Breakpoint[] {
    return this.opened.breakpoints.setNamed(requested);
  }

  dataBreakpointInfo({ reference, name }: { reference: number | undefined; name: string }) {
    const expression = reference ? this.variablesOf.expressionOf(reference, name) : name;
    if (expression === undefined)
      return { dataId: null, description: say("the training has continued; open the variable again") };
    return this.opened.breakpoints.dataInfo(expression);
  }

  setDataBreakpoints(requested: readonly DebugProtocol.DataBreakpoint[]): DebugProtocol.Breakpoint[] {
    return this.opened.breakpoints.setData(requested);
  }

  columnsOn(file: string, line: number): number[] {
    return Targets.of(file).columnsOn(line);
  }

  setExceptions(filters: readonly string[]): DebugProtocol.Breakpoint[] {
    this.opened.navigator.atNonFinite = filters.includes(nonFinite);
    this.opened.alarms.set(filters);
    const known: readonly string[] = [nonFinite, ...trainingFilters];
    return filters.map((filter) => ({ verified: known.includes(filter) }));
  }

  start(): void {
    const { navigator, head } = this.opened;
    const { from, stopOnEntry } = this.launch;
    const first = from === undefined ? navigator.place.done : this.placeOf(from);
    if (from !== undefined && first > head.done) return this.run(navigator.on(first));
    if (from === undefined && !stopOnEntry) return this.run(navigator.begin());
    this.run(navigator.arrive({ place: startOf(first), reason: "entry" }));
  }

  frames(): Frame[] {
    return framesOf(this.opened.navigator, this.targets);
  }

  exception(): { id: string; description: string } | undefined {
    const { newest } = this.stops;
    return newest?.exception === undefined
      ? undefined
      : { id: newest.exception, description: newest.text ?? newest.exception };
  }

  scopes(): DebugProtocol.Scope[] {
    return this.opened.navigator.isStopped ? this.variablesOf.scopes() : [];
  }

  variables(reference: number, { start, count }: PageOf = {}): Promise<DebugProtocol.Variable[]> {
    return this.variablesOf.list(reference, start, count);
  }

  inlineValues(): Promise<InlineValue[]> {
    return this.views.inlineValues(this.targets);
  }

  get matrices(): MatrixViews {
    return this.views.matrices;
  }

  async evaluate(expression: string, context?: string): Promise<DebugProtocol.EvaluateResponse["body"]> {
    if (!this.opened.navigator.isStopped) throw new Error(running());
    const command = context === "repl" ? this.commands.parse(expression) : undefined;
    if (command) {
      // The move begins after the response.
      setImmediate(() => this.go(command.move));
      return { result: command.result, variablesReference: 0 };
    }
    const assigned = parseAssignment(expression);
    if (assigned && context !== "repl") throw new Error(say("set values in the debug console, or with Set Value"));
    const value = await (assigned
      ? this.editing.set(assigned.target, assigned.value)
      : this.shown.evaluate(expression));
    const shown = this.shownAs(value);
    return { ...shown, result: shown.value };
  }

  assigns(text: string): boolean {
    return parseAssignment(text) !== undefined;
  }

  setVariable(reference: number, name: string, value: string): Promise<DebugProtocol.SetVariableResponse["body"]> {
    const expression = this.variablesOf.expressionOf(reference, name);
    if (expression === undefined) throw new Error(say("the training has continued; open the variable again"));
    return this.setExpression(expression, value);
  }

  async setExpression(expression: string, value: string): Promise<DebugProtocol.SetExpressionResponse["body"]> {
    return this.shownAs(await this.editing.set(expression, value));
  }

  private shownAs(value: Value | NamedMatrix): Omit<DebugProtocol.Variable, "name"> {
    if (typeof value !== "object" || !("name" in value)) return { value: formatValue(value), variablesReference: 0 };
    const { name: _, ...variable } = this.variablesOf.variable(value);
    return variable;
  }

  completions(text: string, column: number): DebugProtocol.CompletionItem[] {
    return completionsOf(this.shown.words, this.commands.summed, text, column);
  }

  async move(move: Move): Promise<void> {
    const { navigator } = this.opened;
    if (navigator.isStopped) this.go(() => this.moved(move));
  }

  stepInTargets(): Promise<DebugProtocol.StepInTarget[]> {
    return this.views.stepInTargets();
  }

  async stepInto(target: number): Promise<void> {
    const { navigator } = this.opened;
    if (!navigator.isStopped) return;
    const element = await this.views.elementOf(target);
    this.go(() => navigator.into(element));
  }

  pause(): void {
    const { navigator } = this.opened;
    navigator.wantsPause = !navigator.isStopped;
  }

  end(reason: "stopped" | "interrupted"): Promise<void> {
    return this.opened.end(reason);
  }

  detach(): Promise<void> {
    const { opened } = this;
    return opened.detach ? opened.detach() : opened.end("stopped");
  }

  close(): Promise<void> {
    const { navigator } = this.opened;
    navigator.wantsPause = true;
    return navigator.close();
  }

  /** Returns the launch of a restart: a new run of the config; for a run that is over, the same run from its start. */
  again(launch: Launch): Launch {
    const { detach, path, folder } = this.opened;
    if (launch.mode !== "training" || !detach) return launch;
    const { config: _, run, runs = run && dirname(dirname(folder)), ...kept } = launch;
    return { ...kept, attach: false, config: path, ...(runs && { runs }) };
  }

  jumpsFrom(file: string, line: number): DebugProtocol.GotoTarget[] {
    return file === this.path ? this.jumps.from(Targets.of(file).on(line)) : [];
  }

  jump(target: number): void {
    const { navigator } = this.opened;
    const place = this.jumps.to(target);
    if (!navigator.isStopped) throw new Error(running());
    this.go(() => navigator.jump(place));
  }

  private go(move: () => Promise<void>): void {
    this.variablesOf.reset();
    this.run(move());
  }

  /** Returns the number of minibatches before this one; that of the whole run if it does not exist. */
  private placeOf({ epoch, batch }: { epoch: number; batch: number }): number {
    const { total } = this.opened.head;
    const wanted = (epoch - 1) * this.batches + batch - 1;
    if (batch <= this.batches && wanted < total) return wanted;
    this.client.output(
      say("There is no minibatch {0} of epoch {1}: it stops at the end of the training.", batch, epoch),
    );
    return total;
  }

  private get batches(): number {
    return this.opened.navigator.stepper.replay.batches;
  }

  private moved(move: Move): Promise<void> {
    const { navigator } = this.opened;
    switch (move) {
      case "next":
        return navigator.next();
      case "stepIn":
        return navigator.into();
      case "stepOut":
        return navigator.out();
      case "continue":
        return navigator.on();
      case "stepBack":
        return navigator.back();
      case "reverseContinue":
        return navigator.backOn();
    }
  }

  /** Runs a move without delaying the response; errors are reported as exceptions. */
  private run(moving: Promise<void>): void {
    moving.catch((error: Error) => {
      this.opened.navigator.isStopped = true;
      this.client.stopped({ reason: "exception", exception: "failed", text: sayError(error) });
    });
  }
}
