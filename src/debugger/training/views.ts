/** The matrix views of a stopped training. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Dataset } from "../../data/dataset";
import type { InlineValue } from "../../protocol/matrixRequest";
import { inlineValues } from "../inlineValues";
import { say } from "../language";
import { LastStop } from "../lastStop";
import { MatrixViews } from "../matrixViews";
import { minibatchAfter } from "./course";
import type { Navigator } from "./navigator";
import type { Targets } from "./targets";
import { type Element, largestElements } from "./terms";
import type { TrainingVariables } from "./variables";

/** Largest number of step-in targets, for a readable list. */
const maxTargets = 100;

export class TrainingViews {
  readonly lastStop: LastStop;
  readonly matrices: MatrixViews;

  constructor(
    private readonly navigator: Navigator,
    private readonly shown: TrainingVariables,
    data: Dataset,
  ) {
    const { stepper } = navigator;
    this.lastStop = new LastStop({
      names: () => shown.matrices,
      sizeOf: (name) => stepper.sizeOf(name),
      read: (name) => stepper.read(name),
    });
    navigator.onLeave = () => this.lastStop.remember();
    this.matrices = new MatrixViews(
      {
        checkStopped: () => this.checkStopped(),
        stop: () => this.stop(),
        names: () => [...shown.matrices, ...shown.parts.map(({ name }) => name)],
        find: async (name) => shown.parts.find((part) => part.name === name) ?? (await stepper.read(name)),
        missing: (name) =>
          stepper.isKnown(name)
            ? say("{0} is not computed yet in this minibatch", name)
            : say("there is no {0} here", name),
        nameOf: (matrix, column) => shown.nameOf(matrix, column),
        classesOf: (matrix) => shown.classesOf(matrix),
        data,
      },
      this.lastStop,
    );
  }

  async inlineValues(targets: Targets): Promise<InlineValue[]> {
    this.checkStopped();
    const { stepper, place } = this.navigator;
    const { batches, training } = stepper.replay;
    const { layers, training: settings } = training.config;
    const { epoch, batch } = minibatchAfter(place.done, batches);
    const texts = [
      { line: targets.lineOf({ kind: "epochs" }), text: say("epoch {0}", epoch) },
      { line: targets.lineOf({ kind: "batchSize" }), text: say("minibatch {0} of {1}", batch, batches) },
    ];
    return inlineValues(
      layers.length,
      (name) => this.shown.read(name),
      (of) => targets.lineOf(of.kind === "layer" ? { ...of, part: "forward" } : of),
      epoch <= settings.epochs ? texts : [],
    );
  }

  /** Returns the step-in targets: the parts, and the largest elements of the next operation's result. */
  async stepInTargets(): Promise<DebugProtocol.StepInTarget[]> {
    this.checkStopped();
    const result = await this.navigator.ahead();
    if (!result) return [];
    const { name, columns, values } = result;
    const classes = await this.shown.classesOf("y");
    const elements = largestElements(result, maxTargets).map(({ row, column }) => {
      const isOfInputs = /^G?W/.test(name);
      const example = `${say("example {0}", row)}${classes ? ` (${classes[row]})` : ""}`;
      const of = `${name}[${row},${column}] = ${values[row * columns + column]}`;
      const label = `${say("Unit {0}, term by term", column)} · ${of}, ${isOfInputs ? say("input {0}", row) : example}`;
      return { id: 1 + row * columns + column, label };
    });
    return [{ id: 0, label: say("Its parts, for all elements") }, ...elements];
  }

  /** Returns the element of a target; undefined for the parts. Throws an Error if the target does not exist. */
  async elementOf(target: number): Promise<Element | undefined> {
    if (target === 0) return undefined;
    const result = await this.navigator.ahead();
    if (!result || !(target >= 1 && target <= result.values.length)) {
      throw new Error(say("target {0} does not belong to the next operation; request stepInTargets again", target));
    }
    const { name, columns } = result;
    return { name, row: Math.floor((target - 1) / columns), column: (target - 1) % columns };
  }

  private checkStopped(): void {
    if (!this.navigator.isStopped) throw new Error(say("the training is running; pause it first"));
  }

  private stop(): string {
    const { stepper, place, inside } = this.navigator;
    const { replay } = stepper;
    const { epochs } = replay.training.config.training;
    const { epoch, batch } = minibatchAfter(place.done, replay.batches);
    if (epoch > epochs) return say("the end of the training");
    const { title } = stepper.operations[place.operation];
    const next = inside?.parts.all[inside.done]?.title ?? title;
    return [
      say("epoch {0} of {1}", epoch, epochs),
      say("minibatch {0} of {1}", batch, replay.batches),
      say("before {0}", next.split(" · ")[0]),
    ].join(" · ");
  }
}
