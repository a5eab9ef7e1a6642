/** The failed checks, each with its line until it is run again. */
import { type Disposable, EventEmitter, type TestItem } from "vscode";
import type { Path } from "../../config/check/finding";
import type { CheckOutcomes } from "./sanityRun";

export class FailedChecks implements Disposable {
  /** Config key that caused the failure, by test item id. */
  private readonly paths = new Map<string, Path>();
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  /** Records the outcomes. Checks that were canceled or could not run keep their last outcome. */
  async record(items: readonly TestItem[], outcomes: CheckOutcomes): Promise<void> {
    for (const item of items) {
      const outcome = outcomes.get(item.id);
      if (!outcome || outcome instanceof Error) continue;
      if (outcome.state === "failed") this.paths.set(item.id, outcome.path ?? []);
      else this.paths.delete(item.id);
      await this.updateRange(item);
    }
    this.changed.fire();
  }

  /** Moves a failed check to the current line of its key; other checks have no range. */
  async updateRange(item: TestItem): Promise<void> {
    const path = this.paths.get(item.id);
    item.range = path && item.uri ? await (await import("./sanityRun")).keyRange(item.uri, path) : undefined;
  }

  /** Returns the lines of failed checks below an item. */
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
