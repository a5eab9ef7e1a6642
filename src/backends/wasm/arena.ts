/**
 * Hands out pieces of one WebAssembly.Memory, which grows as needed. Nothing is given back before the backend goes, or
 * everything behind a place at once.
 */
import { NetworkError } from "../../core/errors";

const pageBytes = 65536;
/** 4 GiB: what a 32-bit address reaches. */
const maximumPages = 65536;
/** Below are the kernels' own constants. */
const firstAddress = 65536;
/** Kernels read whole vectors: up to so much behind the end of a piece. */
const margin = 64;

export class Arena {
  readonly memory = new WebAssembly.Memory({ initial: 16, maximum: maximumPages, shared: true });
  private next = firstAddress;

  /** Where the next piece begins. */
  get end(): number {
    return this.next;
  }

  /** Gives back all pieces from `end` on: whoever still has one must not use it any more. */
  rewind(end: number): void {
    const { byteLength } = this.memory.buffer;
    new Uint8Array(this.memory.buffer, end, Math.min(this.next + margin, byteLength) - end).fill(0);
    this.next = end;
  }

  /** The address of `bytes` zeros, a multiple of 64. Throws a NetworkError of kind "data" beyond 4 GiB. */
  allocate(bytes: number): number {
    const address = this.next;
    this.next = Math.ceil((address + bytes + margin) / 64) * 64;
    const missing = Math.ceil((this.next - this.memory.buffer.byteLength) / pageBytes);
    if (missing > 0) this.grow(missing);
    return address;
  }

  /** A piece for each thread: the address of the first, and how far apart they lie. */
  scratch(bytes: number, threads: number): [address: number, bytesEach: number] {
    const bytesEach = Math.ceil(bytes / 64) * 64;
    return [this.allocate(bytesEach * threads), bytesEach];
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  /** Copies values to a new place. */
  place(values: Uint8Array | Uint32Array | Int32Array | Float32Array): number {
    const address = this.allocate(values.byteLength);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.memory.buffer, address, values.byteLength).set(bytes);
    return address;
  }

  /**
   * A piece of what `write` makes of values that lie in the memory for that time: at most `most` bytes, ending where
   * it says. What it writes behind that end, up to 64 bytes, is made zero again.
   */
  fill(values: Uint8Array | Float32Array, most: number, write: (source: number, out: number) => number): void {
    const out = this.allocate(most + margin + values.byteLength);
    const source = Math.ceil((out + most + margin) / 64) * 64;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.memory.buffer, source, values.byteLength).set(bytes);
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
