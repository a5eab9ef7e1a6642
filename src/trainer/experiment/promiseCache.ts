/** A cache of promises by key that drops the least recently used one. A rejected promise is not cached. */
export class PromiseCache<Value> {
  private readonly entries = new Map<string, Promise<Value>>();

  /** @param capacity maximum number of entries */
  constructor(private readonly capacity: number) {}

  of(key: string, find: () => Promise<Value>): Promise<Value> {
    const entry = this.entries.get(key) ?? find();
    this.entries.delete(key);
    this.entries.set(key, entry);
    entry.catch(() => this.entries.delete(key));
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.capacity) this.entries.delete(oldest);
    return entry;
  }
}
