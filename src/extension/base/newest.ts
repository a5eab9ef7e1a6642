/** Work that begins again before it has ended: only the newest result counts, in whatever order the results come. */
export class Newest {
  private begun = 0;

  /**
   * @param work begins at once
   * @returns its result, or undefined if other work was begun in the meantime
   */
  async of<T>(work: () => Promise<T>): Promise<{ result: T } | undefined> {
    const own = ++this.begun;
    const result = await work();
    return own === this.begun ? { result } : undefined;
  }
}
