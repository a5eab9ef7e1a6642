/** Which checks failed, and on which line each stands until it is run again. */
import { type Disposable, EventEmitter, type TestItem } from "vscode";
import type { Path } from "../../config/check/finding";
import type { Outcomes } from "./sanityRun";

export class FailedChecks implements Disposable {
  /** By the item's id: the key that it failed at. */
  private readonly paths = new Map<string, Path>();
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  /** What was given up, or could not be run, says nothing new. */
  async note(items: readonly TestItem[], outcomes: Outcomes): Promise<void> {
    for (const item of items) {
      const outcome = outcomes.get(item.id);
      if (!outcome || outcome instanceof Error) continue;
      if (outcome.state === "failed") this.paths.set(item.id, outcome.path ?? []);
      else this.paths.delete(item.id);
      await this.place(item);
    }
    this.changed.fire();
  }

  /** On its line as the text is now; a check that did not fail stands on none. */
  async place(item: TestItem): Promise<void> {
    const path = this.paths.get(item.id);
    item.range = path && item.uri ? await (await import("./sanityRun")).keyRange(item.uri, path) : undefined;
  }

  /** Of the checks below an item. */
  failedLines({ children }: TestItem): number[] {
    return [...children].flatMap(([, child]) => [
      ...(child.range ? [child.range.start.line] : []),
      ...this.failedLines(child),
    ]);
  }

  dispose(): void {
    this.changed.dispose();
  }
}
