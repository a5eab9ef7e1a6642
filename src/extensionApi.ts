/**
 * What the extension gives to other extensions, versioned semantically with it:
 *
 *     const extension = vscode.extensions.getExtension<ExtensionApi>("matrix-network.matrix-network");
 *     const training = await (await extension?.activate())?.train(config);
 */
import type { ExportFormat } from "./export/formats";
import type { Done, Event } from "./protocol/events";

/** A file, such as a vscode.Uri. */
interface File {
  readonly fsPath: string;
}

/** A training in a process of its own; it stands in the tree like any other. */
export interface ExtensionTraining {
  /** Every event as it comes; to be asked for at once. */
  onEvent(listener: (event: Event) => void): { dispose(): void };
  /** Resolves with the run folder when the run is done; rejects with an Error in one line where it failed. */
  readonly done: Promise<{ run: string; reason: Done["reason"] }>;
  stop(): Promise<void>;
  pause(): Promise<void>;
  continue(): Promise<void>;
}

/** Everything that starts a process rejects in a workspace that is not trusted. */
export interface ExtensionApi {
  /** @param config a `*.network.json` */
  train(config: File): Promise<ExtensionTraining>;
  /** Writes the best weights of a run folder to `out` and beside it; answers with the paths. */
  exportNetwork(run: string, format: ExportFormat, out: string): Promise<string[]>;
  /** Writes answers for a table, an array or pictures to `out`, CSV or lines of JSON; answers with their number. */
  predict(run: string, input: string, out: string): Promise<number>;
  /** Trains a run again and compares the weights. */
  verify(run: string): Promise<{ same: boolean; difference: number; relative: number; epoch: number }>;
}
