/** Keyframes from which the training of a run can continue; one that cannot be read is skipped with a note. */
import { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import { readKeyframeOf } from "../../runs/courseKeyframes";
import { weightsOfEpoch } from "../../runs/keyframes";

export class RunKeyframes {
  /** Saved epochs by whether they are keyframes, as far as known. */
  private readonly known = new Map<number, boolean>();

  /**
   * @param kept epochs with saved weights, newest first
   * @param wanted arrays that training needs
   */
  constructor(
    private readonly folder: string,
    readonly kept: readonly number[],
    private readonly wanted: readonly string[],
    private readonly onNote: (note: string) => void,
  ) {}

  /** Returns undefined if this epoch is not a keyframe, or is damaged. */
  async read(epoch: number): Promise<NamedArray[] | undefined> {
    if (this.known.get(epoch) === false) return undefined;
    const found = await readKeyframeOf(this.folder, epoch).catch((error: unknown) => {
      if (!(error instanceof NetworkError) || error.kind !== "run") throw error;
      this.onNote(`${weightsOfEpoch(epoch)} cannot be read, so training starts at an earlier epoch (${error.message})`);
      return undefined;
    });
    const isWhole = found && this.wanted.every((name) => found.arrays.some((array) => array.name === name));
    this.known.set(epoch, isWhole === true);
    return isWhole ? found.arrays : undefined;
  }

  /** Returns the keyframes' epochs, ascending. Reads all saved epochs. */
  async epochs(): Promise<number[]> {
    const found: number[] = [];
    for (const epoch of this.kept) {
      const isOne = this.known.get(epoch) ?? (await this.read(epoch)) !== undefined;
      if (isOne) found.push(epoch);
    }
    return found.reverse();
  }
}
