/** Hashes of 64 bits of all examples, by which equal ones are found, and their labels, by which they are divided. */
import { claimFor } from "../errors";

/** Most examples that are kept, in 16 bytes each. */
const maxExamples = 2 ** 24;

export class ExampleKeys {
  count = 0;
  /** [examples] each: two hashes of the inputs, one of the label, and the number of the label's class or −1. */
  first = new Int32Array(1024);
  second = new Int32Array(1024);
  label = new Int32Array(1024);
  classes = new Int32Array(1024);
  /** True once there are too many examples: none are kept. */
  areTooMany = false;

  /** @param file that memory is claimed for */
  constructor(private readonly file: string) {}

  add(first: number, second: number, label: number, ofClass: number): void {
    if (this.areTooMany) return;
    const at = this.count;
    if (at === this.first.length && !this.grow()) return;
    this.first[at] = first;
    this.second[at] = second;
    this.label[at] = label;
    this.classes[at] = ofClass;
    this.count++;
  }

  private grow(): boolean {
    const length = 2 * this.first.length;
    if (length > maxExamples) {
      this.giveUp();
      return false;
    }
    claimFor(this.file, 16 * length);
    const larger = (values: Int32Array) => {
      const copy = new Int32Array(length);
      copy.set(values);
      return copy;
    };
    this.first = larger(this.first);
    this.second = larger(this.second);
    this.label = larger(this.label);
    this.classes = larger(this.classes);
    return true;
  }

  private giveUp(): void {
    this.areTooMany = true;
    this.count = 0;
    this.first = this.second = this.label = this.classes = new Int32Array(0);
  }
}

/** Numbers of equal examples. */
export interface Equal {
  /** Examples that equal an earlier one, with inputs and label, and the first pairs: [earlier, later], from 0. */
  readonly duplicates: number;
  readonly pairs: readonly (readonly [number, number])[];
  /** Examples whose inputs occur with another label too. */
  readonly conflicts: number;
  readonly conflictPairs: readonly (readonly [number, number])[];
  /** Examples of these sets that are training examples too. */
  readonly inValidation: number;
  readonly inTest: number;
}

const maxPairs = 3;

/**
 * @param sets [examples]: 1 training, 2 validation, 3 test, 0 none of them
 * @param own number of the examples among which duplicates are counted: those of the table itself
 */
export function findEqual(keys: ExampleKeys, sets: Uint8Array, own = keys.count): Equal {
  const { first, second, label, count } = keys;
  const places = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2))).fill(-1);
  const mask = places.length - 1;
  /** [examples]: bit k is set for the first of equal examples if set k has one. */
  const within = new Uint8Array(count);
  const isConflict = new Uint8Array(count);
  /** [examples]: the first with equal inputs, and the first with equal label too. */
  const ofInputs = new Int32Array(count);
  const ofAll = new Int32Array(count);
  /** [examples]: the next with equal inputs and another label, of the first with equal inputs. */
  const next = new Int32Array(count).fill(-1);
  const pairs: [number, number][] = [];
  const conflictPairs: [number, number][] = [];
  let duplicates = 0;
  for (let i = 0; i < count; i++) {
    let place = (first[i] ^ (second[i] >>> 7)) & mask;
    let at = places[place];
    while (at >= 0 && (first[at] !== first[i] || second[at] !== second[i])) {
      place = (place + 1) & mask;
      at = places[place];
    }
    if (at < 0) places[place] = i;
    ofInputs[i] = at < 0 ? i : at;
    let same = at;
    let last = at;
    while (same >= 0 && label[same] !== label[i]) {
      last = same;
      same = next[same];
    }
    ofAll[i] = same < 0 ? i : same;
    within[ofAll[i]] |= 1 << sets[i];
    if (same >= 0) {
      if (i >= own) continue;
      duplicates++;
      if (pairs.length < maxPairs) pairs.push([same, i]);
    } else if (at >= 0) {
      next[last] = i;
      isConflict[at] = 1;
      if (conflictPairs.length < maxPairs) conflictPairs.push([at, i]);
    }
  }
  let [conflicts, inValidation, inTest] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    conflicts += isConflict[ofInputs[i]];
    if ((within[ofAll[i]] & 2) === 0) continue;
    if (sets[i] === 2) inValidation++;
    if (sets[i] === 3) inTest++;
  }
  return { duplicates, pairs, conflicts, conflictPairs, inValidation, inTest };
}
