/** Runs work that may be restarted before it ends: only the newest result counts, in whatever order results arrive. */
export class Newest {
  private begun = 0;

  /**
   * @param work starts immediately
   * @returns its result, or undefined if other work was started in the meantime
   */
  async of<T>(work: () => Promise<T>): Promise<{ result: T } | undefined> {
    const own = ++this.begun;
    const result = await work();
    return own === this.begun ? { result } : undefined;
  }
}
