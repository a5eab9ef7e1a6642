/** A training as a program of the debug adapter. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Value } from "../../expressions/values";
import type { InlineValue } from "../../protocol/matrixRequest";
import { nonFinite, trainingFilters } from "../exceptions";
import type { TrainingLaunch } from "../launch";
import type { NamedMatrix } from "../matrices";
import type { MatrixViews } from "../matrixViews";
import type { Client, Frame, Move, PageOf, Program, Stop } from "../program";
import { Variables } from "../variables";
import { parseAssignment } from "./assignment";
import { completionsOf } from "./completions";
import { minibatchAfter, startOf } from "./course";
import { Editing } from "./editing";
import { formatValue } from "./logMessage";
import { type OpenedTraining, openTraining } from "./open";
import { TrainingShown } from "./shown";
import { Targets } from "./targets";
import { TrainingViews } from "./views";

export class TrainingProgram implements Program {
  readonly capabilities = {
    supportsConditionalBreakpoints: true,
    supportsHitConditionalBreakpoints: true,
    supportsLogPoints: true,
    supportsFunctionBreakpoints: true,
    supportsDataBreakpoints: true,
    supportsTerminateRequest: true,
    supportsCompletionsRequest: true,
    supportsReadMemoryRequest: true,
    supportsSetVariable: true,
    supportsSetExpression: true,
    supportsStepInTargetsRequest: true,
  };
  readonly title = "training";
  private readonly targets: Targets;
  private readonly shown: TrainingShown;
  private readonly variablesOf: Variables;
  private readonly views: TrainingViews;
  private readonly editing: Editing;

  private constructor(
    private readonly launch: TrainingLaunch,
    private readonly opened: OpenedTraining,
    private readonly client: Client,
    private readonly stops: { readonly newest: Stop | undefined },
  ) {
    this.targets = Targets.of(opened.path);
    this.shown = new TrainingShown(opened.navigator, opened);
    this.views = new TrainingViews(opened.navigator, this.shown, opened.dataset);
    this.variablesOf = new Variables(this.shown, this.views.lastStop);
    this.editing = new Editing(opened.navigator, opened.head, this.shown);
  }

  /** @param signal ends a training that has not begun */
  static async open(launch: TrainingLaunch, client: Client, signal: AbortSignal): Promise<TrainingProgram> {
    const stops: { newest: Stop | undefined } = { newest: undefined };
    const noting: Client = {
      ...client,
      stopped: (stop) => {
        stops.newest = stop;
        client.stopped(stop);
      },
    };
    return new TrainingProgram(launch, await openTraining(launch, noting, signal), noting, stops);
  }

  get path(): string {
    return this.opened.path;
  }

  setBreakpoints(file: string, asked: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[] {
    return this.opened.breakpoints.set(file, asked);
  }

  setNamedBreakpoints(asked: readonly DebugProtocol.FunctionBreakpoint[]): DebugProtocol.Breakpoint[] {
    return this.opened.breakpoints.setNamed(asked);
  }

  dataBreakpointInfo({ reference, name }: { reference: number | undefined; name: string }) {
    const expression = reference ? this.variablesOf.expressionOf(reference, name) : name;
    if (expression === undefined)
      return { dataId: null, description: "the training has gone on; open the variable again" };
    return this.opened.breakpoints.dataInfo(expression);
  }

  setDataBreakpoints(asked: readonly DebugProtocol.DataBreakpoint[]): DebugProtocol.Breakpoint[] {
    return this.opened.breakpoints.setData(asked);
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
    const { stepper, place } = this.opened.navigator;
    const { epochs } = stepper.replay.training.config.training;
    const { epoch, batch } = minibatchAfter(place.done, this.batches);
    const line = (kind: "epochs" | "batchSize") => this.targets.lineOf({ kind });
    if (epoch > epochs) return [{ name: "the end · every epoch is trained", line: line("epochs") }];
    const { title, pass, layer } = stepper.operations[place.operation];
    const lineOfPass = pass === "input" ? "data" : "cost";
    const at =
      layer === undefined
        ? this.targets.lineOf({ kind: lineOfPass })
        : this.targets.lineOf({ kind: "layer", layer, part: "forward" });
    return [
      ...this.framesWithin(at ?? line("batchSize")),
      { name: title, line: at ?? line("batchSize") },
      { name: pass, line: line("batchSize"), isLabel: true },
      { name: `minibatch ${batch} of ${this.batches}`, line: line("batchSize") },
      { name: `epoch ${epoch} of ${epochs}`, line: line("epochs") },
    ];
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
    if (!this.opened.navigator.isStopped) throw new Error("the training is running; pause it first");
    const assigned = parseAssignment(expression);
    if (assigned && context !== "repl") throw new Error("values are set in the debug console, or by Set Value");
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
    if (expression === undefined) throw new Error("the training has gone on; open the variable again");
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
    return completionsOf(this.shown.words, text, column);
  }

  async move(move: Move): Promise<void> {
    const { navigator } = this.opened;
    if (!navigator.isStopped) return;
    this.variablesOf.reset();
    this.run(this.moved(move));
  }

  stepInTargets(): Promise<DebugProtocol.StepInTarget[]> {
    return this.views.stepInTargets();
  }

  async stepInto(target: number): Promise<void> {
    const { navigator } = this.opened;
    if (!navigator.isStopped) return;
    const element = await this.views.elementOf(target);
    this.variablesOf.reset();
    this.run(navigator.into(element));
  }

  pause(): void {
    const { navigator } = this.opened;
    navigator.wantsPause = !navigator.isStopped;
  }

  end(reason: "stopped" | "interrupted"): Promise<void> {
    return this.opened.end(reason);
  }

  /** Minibatches of the run before this one; those of the whole run where there is none. */
  private placeOf({ epoch, batch }: { epoch: number; batch: number }): number {
    const { total } = this.opened.head;
    const wanted = (epoch - 1) * this.batches + batch - 1;
    if (batch <= this.batches && wanted < total) return wanted;
    this.client.output(`There is no minibatch ${batch} of epoch ${epoch}: it stops at the end of the training.`);
    return total;
  }

  private framesWithin(line: number | undefined): Frame[] {
    const { inside } = this.opened.navigator;
    if (!inside) return [];
    const { parts, done } = inside;
    if (parts.end !== undefined) return [{ name: parts.all[done]?.title ?? parts.end, line }];
    const same = "the parts come to the same as the operation, bit for bit";
    const end = parts.difference === 0 ? same : `the parts differ from the operation by at most ${parts.difference}`;
    return [{ name: parts.all[done]?.title ?? `end of the parts · ${end}`, line }];
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

  /** The answer to a request does not wait for it. */
  private run(moving: Promise<void>): void {
    moving.catch(({ message: text }: Error) => {
      this.opened.navigator.isStopped = true;
      this.client.stopped({ reason: "exception", exception: "failed", text });
    });
  }
}
