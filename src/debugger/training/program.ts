/** A training as a program of the debug adapter: this process trains, and stops between two minibatches. */
import { basename, resolve } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { NetworkError } from "../../core/errors";
import type { Done, Event } from "../../protocol/events";
import { readManifest } from "../../runs/manifest";
import { logLine } from "../../trainer/session/logLine";
import { nonFinite } from "../exceptions";
import type { TrainingLaunch } from "../launch";
import type { Client, Frame, Move, Program, Stop } from "../program";
import { Breakpoints } from "./breakpoints";
import { minibatchAfter } from "./course";
import { DebuggedTraining, type Watcher } from "./live";
import { Targets } from "./targets";

export class TrainingProgram implements Program, Watcher {
  readonly capabilities = { supportsStepBack: false, supportsTerminateRequest: true };
  readonly title = "training";
  private readonly breakpoints: Breakpoints;
  private readonly targets: Targets;
  private live!: DebuggedTraining;
  private isStopped = true;
  private isOver = false;
  private wantsPause = false;
  /** A step ends where so many minibatches are trained. */
  private goal: number | undefined;
  /** It went on from here: what stopped it here does not stop it again. */
  private left = -1;
  private atNonFinite = true;
  private problem: string | undefined;

  private constructor(
    readonly path: string,
    private readonly launch: TrainingLaunch,
    private readonly client: Client,
  ) {
    this.breakpoints = new Breakpoints(path);
    this.targets = Targets.of(path);
  }

  /** @param signal ends a training that has not begun */
  static async open(launch: TrainingLaunch, client: Client, signal: AbortSignal): Promise<TrainingProgram> {
    const { config, run = "", runs: runsDir } = launch;
    const path = config === undefined ? (await readManifest(run)).configPath : resolve(config);
    const program = new TrainingProgram(path, launch, client);
    const order = config === undefined ? { resume: run } : { train: config, runsDir, backend: "wasm" as const };
    program.live = await DebuggedTraining.open(order, program, signal);
    const { folder } = program.live.steered;
    client.output(`${basename(path)}: training into ${folder}. Layers count from 1.`);
    return program;
  }

  setBreakpoints(file: string, asked: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[] {
    return this.breakpoints.set(file, asked);
  }

  columnsOn(file: string, line: number): number[] {
    return Targets.of(file).columnsOn(line);
  }

  setExceptions(filters: readonly string[]): DebugProtocol.Breakpoint[] {
    this.atNonFinite = filters.includes(nonFinite);
    return filters.map(() => ({ verified: true }));
  }

  start(): void {
    if (this.launch.stopOnEntry) {
      this.stop({ reason: "entry" });
      return;
    }
    this.goOn();
    // A breakpoint where it begins counts.
    this.left = -1;
  }

  frames(): Frame[] {
    const { batches, config } = this.live.steered.training;
    const { epochs } = config.training;
    const { epoch, batch } = minibatchAfter(this.live.head, batches);
    const line = (kind: "epochs" | "batchSize") => this.targets.lineOf({ kind });
    if (epoch > epochs) return [{ name: "the end · every epoch is trained", line: line("epochs") }];
    return [
      { name: `minibatch ${batch} of ${batches}`, line: line("batchSize") },
      { name: `epoch ${epoch} of ${epochs}`, line: line("epochs") },
    ];
  }

  exception(): { id: string; description: string } | undefined {
    return this.problem === undefined ? undefined : { id: nonFinite, description: this.problem };
  }

  scopes(): DebugProtocol.Scope[] {
    return [];
  }

  async variables(): Promise<DebugProtocol.Variable[]> {
    return [];
  }

  async evaluate(): Promise<DebugProtocol.EvaluateResponse["body"]> {
    throw new Error("expressions are for single examples so far");
  }

  async move(move: Move): Promise<void> {
    if (!this.isStopped || this.isOver) return;
    if (move === "next" || move === "stepIn") return this.goOn(this.live.head + 1);
    const { batches } = this.live.steered.training;
    if (move === "stepOut") return this.goOn((Math.floor(this.live.head / batches) + 1) * batches);
    this.goOn();
  }

  pause(): void {
    this.wantsPause = !this.isStopped;
  }

  end(reason: "stopped" | "interrupted"): Promise<void> {
    return this.live.end(reason);
  }

  async ahead(): Promise<number> {
    const { position, batches, config } = this.live.steered.training;
    const { head } = this.live;
    if (this.wantsPause) return this.stop({ reason: "pause" });
    const isAtGoal = this.goal !== undefined && head >= this.goal;
    if (position.batch === batches) {
      // The epoch is measured first; after the last one nothing else comes.
      return isAtGoal && position.epoch === config.training.epochs ? this.stop({ reason: "step" }) : 1;
    }
    const everyMinibatch = this.breakpoints.all.filter(({ target }) => target.kind !== "epochs");
    const hit = position.batch === 0 ? this.breakpoints.all : everyMinibatch;
    if (head !== this.left && hit.length > 0) {
      return this.stop({ reason: "breakpoint", hit: hit.map(({ id }) => id) });
    }
    if (isAtGoal) return this.stop({ reason: "step" });
    if (everyMinibatch.length > 0) return 1;
    return this.goal === undefined ? Number.POSITIVE_INFINITY : this.goal - head;
  }

  paused(): void {
    this.stop({ reason: "pause" });
  }

  resumed(): void {
    this.noteLeaving();
    this.client.continued();
  }

  failing({ message }: NetworkError): boolean {
    if (!this.atNonFinite) return false;
    this.problem = message;
    this.stop({ reason: "exception", text: message });
    return true;
  }

  event(event: Event): void {
    const line = logLine(event);
    if (line) this.client.output(line);
  }

  ended(outcome: { done: Done } | { error: NetworkError }): void {
    this.isOver = true;
    if ("error" in outcome) this.client.output(outcome.error.message);
    this.client.terminated("error" in outcome ? outcome.error.exitCode : 0);
  }

  private goOn(goal?: number): void {
    this.noteLeaving(goal);
    this.live.release();
  }

  private noteLeaving(goal?: number): void {
    this.left = this.live.head;
    this.goal = goal;
    this.isStopped = false;
    this.wantsPause = false;
    this.problem = undefined;
  }

  /** Returns how many minibatches may be trained: none. */
  private stop(stop: Stop): 0 {
    this.isStopped = true;
    this.client.stopped(stop);
    return 0;
  }
}
