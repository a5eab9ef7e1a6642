/** A cache of pipelines: each holds buffers, with webasm also threads, so the least recently used one is destroyed. */
import { Chunk } from "./chunk";
import type { Engine } from "./engine";
import type { KernelProgram } from "./kernelProgram";

/** Room for training, gradients and three evaluations: two lengths each with threads, otherwise three. */
const keptWithWorkers = 10;
const keptOtherwise = 14;

export class Chunks {
  /** Most recently used last. */
  private held: Chunk[] = [];

  constructor(private readonly engine: Engine) {}

  of(program: KernelProgram, size: number): Chunk {
    const found = this.held.find((chunk) => chunk.program === program && chunk.size === size);
    const chunk = found ?? new Chunk(this.engine, program, size);
    this.held = [...this.held.filter((other) => other !== chunk), chunk];
    return chunk;
  }

  /** Destroys the least recently used pipelines. */
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
