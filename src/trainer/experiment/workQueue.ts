/** Work of one network: a piece begins after all earlier pieces, also after those that failed. */
export class WorkQueue {
  private last: Promise<unknown> = Promise.resolve();

  add<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(work);
    this.last = result.catch(() => {});
    return result;
  }

  /** Resolves after all work so far. */
  async finished(): Promise<void> {
    await this.last;
  }
}
