/**
 * Allocator in one WebAssembly.Memory, which grows as needed. Memory is freed only as a whole, or from an address on.
 */
import { NetworkError } from "../../core/errors";

const pageBytes = 65536;
/** 4 GiB, the limit of 32-bit addresses. */
const maximumPages = 65536;
/** Memory below is reserved for the kernels' constants. */
const firstAddress = 65536;
/** Bytes after a block that kernels may read, since they read whole vectors. */
const margin = 64;

export class Arena {
  readonly memory = new WebAssembly.Memory({ initial: 16, maximum: maximumPages, shared: true });
  private next = firstAddress;

  /** Address of the next block. */
  get end(): number {
    return this.next;
  }

  /** Frees all blocks from `end` on; they must not be used any more. */
  rewind(end: number): void {
    const { byteLength } = this.memory.buffer;
    new Uint8Array(this.memory.buffer, end, Math.min(this.next + margin, byteLength) - end).fill(0);
    this.next = end;
  }

  /** Returns the address of `bytes` zeros, a multiple of 64. Throws a NetworkError of kind "data" beyond 4 GiB. */
  allocate(bytes: number): number {
    const address = this.next;
    this.next = Math.ceil((address + bytes + margin) / 64) * 64;
    const missing = Math.ceil((this.next - this.memory.buffer.byteLength) / pageBytes);
    if (missing > 0) this.grow(missing);
    return address;
  }

  /** Allocates a block per thread; returns the first address, and the distance between blocks in bytes. */
  scratch(bytes: number, threads: number): [address: number, bytesEach: number] {
    const bytesEach = Math.ceil(bytes / 64) * 64;
    return [this.allocate(bytesEach * threads), bytesEach];
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  /** Copies values into a new block; returns its address. */
  place(values: Uint8Array | Uint32Array | Int32Array | Float32Array): number {
    const address = this.allocate(values.byteLength);
    this.write(address, values);
    return address;
  }

  write(address: number, values: Uint8Array | Uint32Array | Int32Array | Float32Array): void {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.memory.buffer, address, values.byteLength).set(bytes);
  }

  /**
   * Allocates the block that `write` fills from a temporary copy of the values: at most `most` bytes, up to the end
   * that it returns. Up to 64 bytes after that end are reset to zero.
   */
  fill(values: Uint8Array | Float32Array, most: number, write: (source: number, out: number) => number): void {
    const out = this.allocate(most + margin + values.byteLength);
    const source = Math.ceil((out + most + margin) / 64) * 64;
    this.write(source, values);
    const end = write(source, out);
    const memory = new Uint8Array(this.memory.buffer);
    memory.fill(0, end, Math.min(end + margin, source + values.byteLength));
    memory.fill(0, source, source + values.byteLength);
    this.next = Math.ceil((end + margin) / 64) * 64;
  }

  private grow(pages: number): void {
    try {
      this.memory.grow(pages);
    } catch {
      throw new NetworkError("memory", { gibibytes: (this.next / 2 ** 30).toFixed(1) });
    }
  }
}
