/** The matrices at the last stop, for marking what a step changed. */
import type { NamedMatrix } from "./matrices";

export interface StoppedNetwork {
  /** Returns the names of all computed matrices. */
  names(): readonly string[];
  /** Returns the maximum number of values in a matrix. */
  sizeOf(name: string): number;
  read(name: string): Promise<NamedMatrix | undefined>;
}

export type Change =
  /** Same shape as at the last stop; `count` elements have other bits. */
  | { readonly kind: "compared"; readonly count: number; readonly before: NamedMatrix }
  /** Not computed at the last stop, or of another shape. */
  | { readonly kind: "new" }
  /** There is no earlier stop. */
  | { readonly kind: "first" }
  /** Too large to be kept between stops. */
  | { readonly kind: "large" };

/** Limit of kept values: 64 MiB of float32. */
const maxNumbers = 16 * 1024 * 1024;

export class LastStop {
  private kept: Promise<ReadonlyMap<string, NamedMatrix | "large">> | undefined;
  /** Matrices that are displayed, which are kept first. */
  private readonly wanted = new Set<string>();

  constructor(
    private readonly network: StoppedNetwork,
    private readonly most = maxNumbers,
  ) {}

  want(name: string): void {
    this.wanted.add(name);
  }

  /** Copies the matrices. Call it when execution continues, before anything moves: reading starts at once. */
  remember(): void {
    const { network, wanted } = this;
    const names = [...network.names()].sort((a, b) => Number(wanted.has(b)) - Number(wanted.has(a)));
    let room = this.most;
    const kept = names.map(async (name): Promise<[string, NamedMatrix | "large"]> => {
      const size = network.sizeOf(name);
      if (size > room) return [name, "large"];
      room -= size;
      return [name, (await network.read(name)) ?? "large"];
    });
    this.kept = Promise.all(kept).then((entries) => new Map(entries));
  }

  async changeOf(matrix: NamedMatrix): Promise<Change> {
    if (!this.kept) return { kind: "first" };
    const before = (await this.kept).get(matrix.name);
    if (before === "large") return { kind: "large" };
    if (before?.rows !== matrix.rows || before.columns !== matrix.columns) return { kind: "new" };
    return { kind: "compared", before, count: countChanged(matrix.values, before.values) };
  }
}

/** Counts the elements with other bits: −0 differs from 0, NaN equals NaN. */
export function countChanged(now: Float32Array, before: Float32Array): number {
  let count = 0;
  for (let i = 0; i < now.length; i++) if (!Object.is(now[i], before[i])) count++;
  return count;
}
