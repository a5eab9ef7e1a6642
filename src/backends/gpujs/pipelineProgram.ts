/** A program in a pipeline's form: kernels gather the examples if they can be resident, else the host fills them in. */
import type { Minibatch } from "../../core/backend";
import type { KernelProgram, KernelStep, MinibatchFeed } from "./kernelProgram";

export interface PipelineProgram {
  readonly feeds: readonly MinibatchFeed[];
  readonly steps: readonly KernelStep[];
  /** Bytes uploaded once. */
  readonly resident: number;
}

/** @param limit largest array of resident examples, in bytes */
export function toPipelineProgram({ feeds, gathered, steps }: KernelProgram, limit: number): PipelineProgram {
  if (!gathered) return { feeds, steps, resident: 0 };
  const { examples, inputs, targets, scalars } = gathered;
  const used = new Set(steps.flatMap(({ reads }) => reads));
  const resident = examples.resident(limit);
  if (resident) {
    const gather: KernelStep[] = [
      { kernel: resident.inputs, reads: [scalars], writes: inputs },
      { kernel: resident.targets, reads: [scalars], writes: targets },
    ];
    const first = gather.filter(({ writes }) => used.has(writes));
    return { feeds, steps: [...first, ...steps], resident: resident.bytes };
  }
  const numbers = ({ start, rows }: Minibatch) => examples.range(start, rows);
  const filled: MinibatchFeed[] = [
    { matrix: inputs, fill: (into, minibatch) => examples.copyAllInputs(into, numbers(minibatch)) },
    { matrix: targets, fill: (into, minibatch) => examples.copyAllTargets(into, numbers(minibatch)) },
  ];
  return { feeds: [...feeds, ...filled].filter(({ matrix }) => used.has(matrix)), steps, resident: 0 };
}
