/** Long work in slices, so that training and requests of the same process get their turn in between. */

/** As long as others may be kept waiting. */
const sliceMilliseconds = 8;

export class Slices {
  private began = performance.now();

  /** Call it often: it gives way once a slice is over. */
  async breathe(): Promise<void> {
    if (performance.now() - this.began < sliceMilliseconds) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.began = performance.now();
  }
}
