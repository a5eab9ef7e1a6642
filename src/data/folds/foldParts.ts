/** Copies of a fold's examples: filling in and scaling change them in place, and folds start from the originals. */
import type { Table } from "../source";
import { type Divided, divide, type FoldRows, type FoldSettings } from "./divide";

/** One of the folds, both numbers from 1. */
export interface FoldPosition {
  readonly repeat: number;
  readonly fold: number;
}

export class FoldParts {
  private readonly repeats = new Map<number, FoldRows[]>();

  /** @param all the examples that are divided, as they were read */
  constructor(
    private readonly all: Table,
    private readonly settings: FoldSettings,
    private readonly seed: number,
  ) {}

  /** Returns the indices of a fold's training and validation examples. */
  rowsOf({ repeat, fold }: FoldPosition): FoldRows {
    const found = this.repeats.get(repeat) ?? divide(this.all as Divided, this.settings, { seed: this.seed, repeat });
    this.repeats.set(repeat, found);
    return found[fold - 1];
  }

  tablesOf(place: FoldPosition): { train: Table; validation: Table } {
    const { train, validation } = this.rowsOf(place);
    return { train: this.copyOf(train), validation: this.copyOf(validation) };
  }

  /** Returns the targets of the validation examples of each fold of each repeat. */
  validationTargets(): { count: number; targets: Table["labels"] }[] {
    const { folds, repeats = 1 } = this.settings;
    return Array.from({ length: folds * repeats }, (_, i) => {
      const { validation } = this.rowsOf({ repeat: Math.floor(i / folds) + 1, fold: (i % folds) + 1 });
      return { count: validation.length, targets: this.labelsOf(validation) };
    });
  }

  private copyOf(numbers: Uint32Array): Table {
    const { all } = this;
    const inputs = all.values.length / all.count;
    const values = new (all.values.constructor as typeof Float32Array)(numbers.length * inputs);
    for (const [to, from] of numbers.entries()) {
      values.set(all.values.subarray(from * inputs, (from + 1) * inputs), to * inputs);
    }
    return { count: numbers.length, values, labels: this.labelsOf(numbers), ...(all.packed && { packed: all.packed }) };
  }

  private labelsOf(numbers: Uint32Array): Table["labels"] {
    const { labels: all, count } = this.all;
    const outputs = all.length / count;
    const labels = new (all.constructor as typeof Float32Array)(numbers.length * outputs);
    for (const [to, from] of numbers.entries()) {
      labels.set(all.subarray(from * outputs, (from + 1) * outputs), to * outputs);
    }
    return labels;
  }
}

export const copyTable = ({ count, values, labels, packed }: Table): Table => ({
  count,
  values: values.slice(),
  labels: labels.slice(),
  ...(packed && { packed }),
});
