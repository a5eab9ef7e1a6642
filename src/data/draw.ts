/**
 * The seeded, stratified split of csv, npz and image data: each part has the same share of each class as the whole.
 * Rows are permuted in place, so that no second table is needed.
 */
import { shuffled } from "../core/order";
import { RandomStream } from "../core/random";
import type { Table } from "./source";

/** Orders the examples so that the last `test`, the `validation` before them and the rest are stratified samples. */
export function draw(table: Table, { test, validation, seed }: Draw): void {
  const { count, labels } = table;
  const order = shuffled(count, new RandomStream(seed, "split"));
  if (labels instanceof Int32Array && test + validation > 0) stratify(order, labels, { test, validation });
  permute(table, order);
}

interface Draw {
  test: number;
  validation: number;
  seed: number;
}

/**
 * Moves examples between the parts of a shuffled order until each class has its share of each part. Shares are rounded
 * cumulatively, class by class, so that the parts keep their sizes.
 */
function stratify(order: Uint32Array, labels: Int32Array, sizes: { test: number; validation: number }): void {
  const count = order.length;
  const classes = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const ofClass = new Uint32Array(classes);
  for (const label of labels) ofClass[label]++;
  const quotas = (members: Uint32Array, of: number, size: number) => {
    let before = 0;
    return members.map((own) => {
      const start = Math.round((before * size) / of);
      before += own;
      return Math.round((before * size) / of) - start;
    });
  };
  const forTest = quotas(ofClass, count, sizes.test);
  const others = ofClass.map((members, label) => members - forTest[label]);
  const left = { test: forTest, validation: quotas(others, count - sizes.test, sizes.validation) };
  const drawn = Uint32Array.from(order);
  let test = count;
  let validation = count - sizes.test;
  let train = validation - sizes.validation;
  for (let i = count - 1; i >= 0; i--) {
    const label = labels[drawn[i]];
    if (left.test[label] > 0) {
      left.test[label]--;
      order[--test] = drawn[i];
    } else if (left.validation[label] > 0) {
      left.validation[label]--;
      order[--validation] = drawn[i];
    } else order[--train] = drawn[i];
  }
}

/** Assigns row order[i] to row i, cycle by cycle; overwrites `order`. */
function permute({ values, labels, groups, count }: Table, order: Uint32Array): void {
  const inputs = values.length / count;
  groups?.set(Int32Array.from(order, (from) => groups[from]));
  const outputs = labels.length / count;
  const heldValues = values.slice(0, inputs);
  const heldLabels = labels.slice(0, outputs);
  for (let first = 0; first < count; first++) {
    if (order[first] === first) continue;
    heldValues.set(values.subarray(first * inputs, (first + 1) * inputs));
    heldLabels.set(labels.subarray(first * outputs, (first + 1) * outputs));
    let to = first;
    for (let from = order[to]; from !== first; from = order[to]) {
      values.copyWithin(to * inputs, from * inputs, (from + 1) * inputs);
      for (let i = 0; i < outputs; i++) labels[to * outputs + i] = labels[from * outputs + i];
      order[to] = to;
      to = from;
    }
    values.set(heldValues, to * inputs);
    labels.set(heldLabels, to * outputs);
    order[to] = to;
  }
}
