/** What a client reads of the matrices of a training, where it has stopped. */
import type { Dataset } from "../../data/dataset";
import type { InlineValue } from "../../protocol/matrixRequest";
import { LastStop } from "../lastStop";
import { MatrixViews } from "../matrixViews";
import { minibatchAfter } from "./course";
import { inlineValues } from "./inlineValues";
import type { Navigator } from "./navigator";
import type { TrainingShown } from "./shown";
import type { Targets } from "./targets";

export class TrainingViews {
  readonly lastStop: LastStop;
  readonly matrices: MatrixViews;

  constructor(
    private readonly navigator: Navigator,
    private readonly shown: TrainingShown,
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
          stepper.isKnown(name) ? `${name} is not computed yet in this minibatch` : `there is no ${name} here`,
        nameOf: (matrix, column) => shown.nameOf(matrix, column),
        classesOf: (matrix) => shown.classesOf(matrix),
        data,
      },
      this.lastStop,
    );
  }

  async inlineValues(targets: Targets): Promise<InlineValue[]> {
    this.checkStopped();
    return inlineValues(this.shown, this.navigator.stepper, targets);
  }

  private checkStopped(): void {
    if (!this.navigator.isStopped) throw new Error("the training is running; pause it first");
  }

  private stop(): string {
    const { stepper, place, inside } = this.navigator;
    const { replay } = stepper;
    const { epochs } = replay.training.config.training;
    const { epoch, batch } = minibatchAfter(place.done, replay.batches);
    if (epoch > epochs) return "the end of the training";
    const { title } = stepper.operations[place.operation];
    const next = inside?.parts.all[inside.done]?.title ?? title;
    return `epoch ${epoch} of ${epochs} · minibatch ${batch} of ${replay.batches} · before ${next.split(" · ")[0]}`;
  }
}
