/** Splits long work into slices, so that training and other requests of the same process run in between. */

/** Maximum time that others wait. */
const sliceMilliseconds = 8;

export class Slices {
  private began = performance.now();

  /** Yields to the event loop if the current slice is over. Call it often. */
  async breathe(): Promise<void> {
    if (performance.now() - this.began < sliceMilliseconds) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.began = performance.now();
  }
}
