/**
 * The backend of a worker, `wasm` on one thread: its memory holds the examples once, and after them the matrices of the
 * current trial. Each trial finds the memory as if it were new.
 */
import { WasmBackend } from "../../backends/wasm";
import type { Examples, ResidentExamples } from "../../core/backend";
import type { Dataset } from "../../data/dataset";

export class ResidentBackend extends WasmBackend {
  private readonly resident = new Map<Examples, ResidentExamples>();
  private readonly empty: number;
  private dataset: Dataset | undefined;
  private filled: number;

  constructor() {
    super();
    this.empty = this.arena.end;
    this.filled = this.empty;
  }

  /** Discards everything that was allocated for an earlier trial. */
  begin(dataset: Dataset): this {
    this.rewind(dataset === this.dataset ? this.filled : this.empty);
    if (dataset === this.dataset) return this;
    this.resident.clear();
    this.dataset = dataset;
    for (const examples of [dataset.train, dataset.validation, dataset.test]) {
      if (examples) this.resident.set(examples, super.examples(examples));
    }
    this.filled = this.arena.end;
    return this;
  }

  override examples(examples: Examples): ResidentExamples {
    return this.resident.get(examples) ?? super.examples(examples);
  }
}
