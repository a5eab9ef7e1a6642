/**
 * Disposes a list of disposables together. One that is added after disposal is disposed immediately, so nothing leaks.
 */
import type { Disposable } from "vscode";

export class DisposableStore implements Disposable {
  private readonly held = new Set<Disposable>();
  private disposed = false;

  add<T extends Disposable>(disposable: T): T {
    if (this.disposed) disposable.dispose();
    else this.held.add(disposable);
    return disposable;
  }

  dispose(): void {
    this.disposed = true;
    for (const disposable of this.held) disposable.dispose();
    this.held.clear();
  }
}
