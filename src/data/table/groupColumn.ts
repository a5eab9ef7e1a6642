/** The column of a table that says which examples belong together: each different text is a group. */
import { NetworkError } from "../../core/errors";

export class GroupColumn {
  /** Of each example the number of its group, in the order in which they occur. */
  readonly groups: Int32Array;
  private readonly numbers = new Map<string, number>();

  /** @param isMissing whether a field says that nobody knows */
  constructor(
    private readonly column: string,
    count: number,
    private readonly isMissing: (field: string) => boolean,
  ) {
    this.groups = new Int32Array(count);
  }

  /** Throws a NetworkError where the group is missing: such examples may belong together or not. */
  read(field: string, example: number, where: string): void {
    const text = field.trim();
    if (this.isMissing(field)) throw new NetworkError("fold-group", { where, column: this.column });
    const group = this.numbers.get(text) ?? this.numbers.size;
    this.numbers.set(text, group);
    this.groups[example] = group;
  }
}
