/** What the matrices were at the last stop, so that what a step changed can be marked. */
import type { NamedMatrix } from "./matrices";

export interface StoppedNetwork {
  /** Every matrix that is there now. */
  names(): readonly string[];
  /** How many numbers it has at most. */
  sizeOf(name: string): number;
  read(name: string): Promise<NamedMatrix | undefined>;
}

export type Change =
  /** Its elements can be compared; `count` of them have other bits. */
  | { readonly kind: "compared"; readonly count: number; readonly before: NamedMatrix }
  /** It was not there at the last stop, or had other rows. */
  | { readonly kind: "new" }
  /** There was no stop before. */
  | { readonly kind: "first" }
  /** It is too large to be kept from stop to stop. */
  | { readonly kind: "large" };

/** 64 MiB of float32. */
const mostNumbers = 16 * 1024 * 1024;

export class LastStop {
  private kept: Promise<ReadonlyMap<string, NamedMatrix | "large">> | undefined;
  /** Somebody looks at them: they are kept before all others. */
  private readonly wanted = new Set<string>();

  constructor(
    private readonly network: StoppedNetwork,
    private readonly most = mostNumbers,
  ) {}

  want(name: string): void {
    this.wanted.add(name);
  }

  /** To be called where it goes on, before anything moves: the copies are made at once. */
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

/** Bits count: −0 is not 0, and NaN is NaN. */
export function countChanged(now: Float32Array, before: Float32Array): number {
  let count = 0;
  for (let i = 0; i < now.length; i++) if (!Object.is(now[i], before[i])) count++;
  return count;
}
