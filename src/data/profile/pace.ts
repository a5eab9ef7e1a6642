/** Decides when a profile of the rows so far is made: soon at first, and never for long in relation to the reading. */

/** Milliseconds to the first one, and at least between two of them. */
const [firstAfter, between] = [250, 400];
/** Time between two of them as a multiple of the time that one takes. */
const pause = 20;

export class Pace {
  private next = performance.now() + firstAfter;

  tell(make: () => void): void {
    const start = performance.now();
    if (start < this.next) return;
    make();
    const end = performance.now();
    this.next = end + Math.max(between, pause * (end - start));
  }
}
