/**
 * Matrices as memory: float32 in little-endian byte order, row by row. A reference names a matrix, `W1`, or a row,
 * `W1[3]`; a row is an offset in its matrix, so that the memory around it can be read too.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { say } from "./language";
import type { NamedMatrix } from "./matrices";

/** Distance between the addresses of two matrices, larger than any matrix. */
const apart = 2 ** 36;

export class Memory {
  private readonly addresses = new Map<string, number>();
  private readonly sizes = new Map<string, number>();

  /** @param find returns a matrix by its name, if it is computed */
  constructor(private readonly find: (name: string) => Promise<NamedMatrix | undefined>) {}

  /** Number of bytes by reference, for all references read so far, which may still be displayed. */
  get shown(): ReadonlyMap<string, number> {
    return this.sizes;
  }

  /** Reads memory. Throws an Error if the reference names no computed matrix or row, or for an invalid range. */
  async read(
    reference: string,
    offset: number,
    count: number,
  ): Promise<NonNullable<DebugProtocol.ReadMemoryResponse["body"]>> {
    if (!Number.isInteger(offset) || !Number.isInteger(count) || count < 0) {
      throw new Error(say("offset {0}, count {1}: give whole numbers, and no negative count", offset, count));
    }
    const [, name, row] = /^(\w+)(?:\[(\d+)\])?$/.exec(reference) ?? [];
    const matrix = name === undefined ? undefined : await this.find(name);
    if (!matrix || Number(row ?? 0) >= matrix.rows) {
      throw new Error(say("{0} is not available: it is not computed yet, or there is no such matrix", reference));
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
