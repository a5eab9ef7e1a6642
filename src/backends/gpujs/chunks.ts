/**
 * The pipelines that are kept: each holds buffers, on webasm threads too, so the one that was not used for longest
 * goes.
 */
import { Chunk } from "./chunk";
import type { Engine } from "./engine";
import type { KernelProgram } from "./kernelProgram";

/** Training, gradients and three evaluations: two lengths where each has threads, three otherwise. */
const keptWithWorkers = 10;
const keptOtherwise = 14;

export class Chunks {
  /** The one used last comes last. */
  private held: Chunk[] = [];

  constructor(private readonly engine: Engine) {}

  of(program: KernelProgram, size: number): Chunk {
    const found = this.held.find((chunk) => chunk.program === program && chunk.size === size);
    const chunk = found ?? new Chunk(this.engine, program, size);
    this.held = [...this.held.filter((other) => other !== chunk), chunk];
    return chunk;
  }

  /** Gives back what was not used for longest. */
  async trim(): Promise<void> {
    const kept = this.engine.hasWorkers ? keptWithWorkers : keptOtherwise;
    const gone = this.held.slice(0, -kept);
    this.held = this.held.slice(-kept);
    for (const chunk of gone) await chunk.destroy();
  }

  async destroy(): Promise<void> {
    for (const chunk of this.held) await chunk.destroy();
    this.held = [];
  }
}
