/** From where the training of a run can start again; a keyframe that cannot be read is passed over with a note. */
import { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import { readKeyframeOf } from "../../runs/courseKeyframes";
import { weightsOfEpoch } from "../../runs/keyframes";

export class RunKeyframes {
  /** Kept epochs that are keyframes, as far as that is known. */
  private readonly known = new Map<number, boolean>();

  /**
   * @param kept epochs whose weights were kept, the newest first
   * @param wanted the arrays that training needs
   */
  constructor(
    private readonly folder: string,
    readonly kept: readonly number[],
    private readonly wanted: readonly string[],
    private readonly onNote: (note: string) => void,
  ) {}

  /** Undefined where this epoch is no keyframe, or is damaged. */
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

  /** Ascending. Reads all that were kept. */
  async epochs(): Promise<number[]> {
    const found: number[] = [];
    for (const epoch of this.kept) {
      const isOne = this.known.get(epoch) ?? (await this.read(epoch)) !== undefined;
      if (isOne) found.push(epoch);
    }
    return found.reverse();
  }
}
