/**
 * Matrices as memory: float32 in little-endian byte order, row after row. A reference names a matrix, `W1`, or a row of
 * it, `W1[3]`; a row is a place within its matrix, so that what lies before and behind it can be read too.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { NamedMatrix } from "./matrices";

/** Each matrix has addresses of its own, so far apart that no two meet. */
const apart = 2 ** 36;

export class Memory {
  private readonly addresses = new Map<string, number>();
  private readonly sizes = new Map<string, number>();

  /** @param find a matrix that is there now, by its name */
  constructor(private readonly find: (name: string) => Promise<NamedMatrix | undefined>) {}

  /** What was read so far, with its bytes: it may be shown still. */
  get shown(): ReadonlyMap<string, number> {
    return this.sizes;
  }

  /** Throws an Error where the reference names nothing that is there. */
  async read(
    reference: string,
    offset: number,
    count: number,
  ): Promise<NonNullable<DebugProtocol.ReadMemoryResponse["body"]>> {
    if (!Number.isInteger(offset) || !Number.isInteger(count) || count < 0) {
      throw new Error(`offset ${offset}, count ${count}: give whole numbers, and no negative count`);
    }
    const [, name, row] = /^(\w+)(?:\[(\d+)\])?$/.exec(reference) ?? [];
    const matrix = name === undefined ? undefined : await this.find(name);
    if (!matrix || Number(row ?? 0) >= matrix.rows) {
      throw new Error(`${reference} is not there: it is not computed yet, or there is no such matrix`);
    }
    const bytes = bytesOf(matrix.values);
    this.sizes.set(reference, bytes.length);
    const start = Number(row ?? 0) * matrix.columns * Float32Array.BYTES_PER_ELEMENT + offset;
    const address = `0x${Math.max(0, this.addressOf(name) + start).toString(16)}`;
    if (start < 0) return { address, unreadableBytes: Math.min(count, -start) };
    const data = bytes.subarray(start, start + count);
    const unreadableBytes = count - data.length;
    return {
      address,
      ...(data.length > 0 && { data: data.toString("base64") }),
      ...(unreadableBytes > 0 && { unreadableBytes }),
    };
  }

  private addressOf(name: string): number {
    const known = this.addresses.get(name) ?? (this.addresses.size + 1) * apart;
    this.addresses.set(name, known);
    return known;
  }
}

export const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
