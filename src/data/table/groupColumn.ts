/** The column of a table that assigns examples to groups: each different text is a group. */
import { NetworkError } from "../../core/errors";

export class GroupColumn {
  /** Group number of each example, in order of first occurrence. */
  readonly groups: Int32Array;
  private readonly numbers = new Map<string, number>();

  /** @param isMissing returns true for a field without a value */
  constructor(
    private readonly column: string,
    count: number,
    private readonly isMissing: (field: string) => boolean,
  ) {
    this.groups = new Int32Array(count);
  }

  /** Reads an example's group. Throws a NetworkError if it is missing, since its group is then unknown. */
  read(field: string, example: number, where: string): void {
    const text = field.trim();
    if (this.isMissing(field)) throw new NetworkError("fold-group", { where, column: this.column });
    const group = this.numbers.get(text) ?? this.numbers.size;
    this.numbers.set(text, group);
    this.groups[example] = group;
  }
}
