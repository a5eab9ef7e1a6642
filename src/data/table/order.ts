/** Detects columns of numbers that count the rows. */

export class Order {
  private count = 0;
  private last = 0;
  private step = 0;
  isWhole = true;
  /** True if each number is larger than the one before. */
  isRising = true;
  private sameStep = true;

  add(value: number): void {
    if (!this.isWhole) return;
    this.isWhole = Number.isInteger(value);
    const step = value - this.last;
    if (this.count === 1) this.step = step;
    if (this.count > 0) {
      this.sameStep &&= step === this.step;
      this.isRising &&= step > 0;
    }
    this.last = value;
    this.count++;
  }

  /** Adds this many zeros: after two of them, a third changes nothing. */
  addZeros(count: number): void {
    const some = Math.min(count, 3);
    for (let i = 0; i < some; i++) this.add(0);
    if (this.isWhole) this.count += count - some;
  }

  get isEven(): boolean {
    return this.sameStep && this.step !== 0;
  }
}

export const isKeyName = (name: string): boolean =>
  /^(id|index|nr|no|key|uuid|guid|row|unnamed.*|row[_ .]?(names?|number|id)?|.*[_ .-]id|.*[a-z]I[dD])$/i.test(name) &&
  !/^(avoid|paid|valid|solid|humid|fluid|acid|grid|said|covid|void|rapid|liquid)$/i.test(name);

/** Returns true if the header has no name for a column, so that its name is its number. */
export const isNameless = ({ names, isThere }: { names: string[]; isThere: boolean }, position: number): boolean =>
  isThere && [String(position + 1), `column ${position + 1}`].includes(names[position]);
