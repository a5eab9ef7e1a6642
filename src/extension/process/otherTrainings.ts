/**
 * Trainings of processes with another protocol version, such as that of another version of the extension: this window
 * cannot follow them, but can send the requests that every version answers.
 */
import { type Disposable, EventEmitter } from "vscode";
import type { BasicName } from "../../control/handshake";

export class OtherTrainings implements Disposable {
  /** Process ids by run folder. */
  private readonly pids = new Map<string, number>();
  private readonly changed = new EventEmitter<string>();
  /** Fires with the run folder of a training that was found or has ended. */
  readonly onDidChange = this.changed.event;

  get folders(): string[] {
    return [...this.pids.keys()];
  }

  /** @param pid any process if undefined */
  has(folder: string, pid = this.pids.get(folder)): boolean {
    return pid !== undefined && this.pids.get(folder) === pid;
  }

  add(folder: string, pid: number): void {
    this.pids.set(folder, pid);
    this.changed.fire(folder);
  }

  delete(folder: string): void {
    if (this.pids.delete(folder)) this.changed.fire(folder);
  }

  /** Returns undefined if none trains this run. */
  control(folder: string) {
    if (!this.has(folder)) return undefined;
    const ask = async (name: BasicName) => {
      const { requestBasic } = await import("../../control/client");
      await requestBasic(folder, name);
    };
    return { isOver: false, stop: () => ask("stop"), pause: () => ask("pause"), continue: () => ask("resume") };
  }

  dispose(): void {
    this.changed.dispose();
  }
}
