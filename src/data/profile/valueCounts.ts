/** Counts each different value of a column of numbers or texts exactly, until there are too many: then it estimates. */
import { firstSeed, hashOfNumber, hashOfText, secondSeed } from "./hashes";
import { HyperLogLog } from "./hyperLogLog";

/** Largest number of different values that are counted exactly. */
const maxDistinct = 10_000;

/** Counts of numbers, in open addressing: a Map would take five times as long. */
export class NumberCounts {
  private places = new Int32Array(16).fill(-1);
  private values = new Float64Array(8);
  private counts = new Float64Array(8);
  private size = 0;
  private sketch: HyperLogLog | undefined;

  /** Returns the index of the value in the order of first occurrences; −1 once there are too many. */
  add(given: number, times = 1): number {
    const value = given + 0;
    const hash = hashOfNumber(value, firstSeed);
    if (this.sketch) {
      this.sketch.add(hash, hashOfNumber(value, secondSeed));
      return -1;
    }
    const { places, values } = this;
    let place = hash & (places.length - 1);
    for (let at = places[place]; at >= 0; at = places[place]) {
      if (values[at] === value) {
        this.counts[at] += times;
        return at;
      }
      place = (place + 1) & (places.length - 1);
    }
    return this.insert(value, times, place);
  }

  private insert(value: number, times: number, place: number): number {
    if (this.size === maxDistinct) return this.overflow(value);
    if (this.size === this.values.length) this.grow();
    this.places[place] = this.size;
    this.values[this.size] = value;
    this.counts[this.size] = times;
    const at = this.size++;
    if (2 * this.values.length > this.places.length) this.rehash();
    return at;
  }

  private grow(): void {
    const length = Math.min(2 * this.values.length, maxDistinct);
    const [values, counts] = [new Float64Array(length), new Float64Array(length)];
    values.set(this.values);
    counts.set(this.counts);
    this.values = values;
    this.counts = counts;
  }

  private rehash(): void {
    const places = new Int32Array(2 * this.places.length).fill(-1);
    for (let at = 0; at < this.size; at++) {
      let place = hashOfNumber(this.values[at], firstSeed) & (places.length - 1);
      while (places[place] >= 0) place = (place + 1) & (places.length - 1);
      places[place] = at;
    }
    this.places = places;
  }

  private overflow(value: number): number {
    const sketch = new HyperLogLog();
    for (const each of [...this.values, value])
      sketch.add(hashOfNumber(each, firstSeed), hashOfNumber(each, secondSeed));
    this.sketch = sketch;
    this.places = new Int32Array(0);
    this.values = this.counts = new Float64Array(0);
    return -1;
  }

  get distinct(): number {
    return this.sketch?.estimate ?? this.size;
  }

  get isEstimated(): boolean {
    return this.sketch !== undefined;
  }

  /** The different values, rising, and their counts; undefined if there are too many. */
  get sorted(): { values: Float64Array; counts: Float64Array } | undefined {
    if (this.sketch) return undefined;
    const order = Uint32Array.from({ length: this.size }, (_, i) => i).sort((a, b) => this.values[a] - this.values[b]);
    return {
      values: Float64Array.from(order, (at) => this.values[at]),
      counts: Float64Array.from(order, (at) => this.counts[at]),
    };
  }
}

/** Length from which a text is known by its beginning, length and hashes. */
const longest = 100;

/** Counts of texts. */
export class TextCounts {
  private all: Map<string, { index: number; count: number }> | undefined = new Map();
  private sketch: HyperLogLog | undefined;

  /** Returns the index of the text in the order of first occurrences; −1 once there are too many. */
  add(text: string): number {
    const [first, second] = [hashOfText(text, firstSeed), hashOfText(text, secondSeed)];
    if (!this.all) {
      this.sketch?.add(first, second);
      return -1;
    }
    const key = keyOf(text, first, second);
    const found = this.all.get(key);
    if (found) {
      found.count++;
      return found.index;
    }
    if (this.all.size === maxDistinct) return this.overflow(first, second);
    const index = this.all.size;
    this.all.set(key, { index, count: 1 });
    return index;
  }

  private overflow(first: number, second: number): number {
    const sketch = new HyperLogLog();
    for (const text of this.all?.keys() ?? []) sketch.add(hashOfText(text, firstSeed), hashOfText(text, secondSeed));
    sketch.add(first, second);
    this.sketch = sketch;
    this.all = undefined;
    return -1;
  }

  get distinct(): number {
    return this.sketch?.estimate ?? this.all?.size ?? 0;
  }

  get isEstimated(): boolean {
    return this.sketch !== undefined;
  }

  /** Returns the most frequent texts; undefined if there are too many different ones. */
  top(count: number): { text: string; count: number }[] | undefined {
    if (!this.all) return undefined;
    const all = [...this.all].map(([text, found]) => ({ text, count: found.count }));
    return all.sort((a, b) => b.count - a.count).slice(0, count);
  }
}

const keyOf = (text: string, first: number, second: number) =>
  text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} ${first >>> 0} ${second >>> 0})`;
