/** Threads that run one program in lockstep, synchronized at barriers; between programs the workers wait for a job. */
import { awaitChange, wakeSleepers } from "./barrier";
import { Control } from "./control";
import { run } from "./program";

/** Starts the job on `parts` threads, including this one; returns the result of `run`. */
export function lead(
  control: usize,
  program: usize,
  end: usize,
  minibatches: usize,
  minibatchBytes: usize,
  count: i32,
  parts: i32,
): i32 {
  if (parts === 1) return run(control, program, end, minibatches, minibatchBytes, count, 0, 1);
  const work = control + Control.work;
  store<u32>(work, <u32>program);
  store<u32>(work, <u32>end, 4);
  store<u32>(work, <u32>minibatches, 8);
  store<u32>(work, <u32>minibatchBytes, 12);
  store<i32>(work, count, 16);
  const number = atomic.load<i32>(control, Control.job) >>> 8;
  atomic.store<i32>(control, ((number + 1) << 8) | parts, Control.job);
  wakeSleepers(control + Control.job, control + Control.jobSleepers);
  return run(control, program, end, minibatches, minibatchBytes, count, 0, parts);
}

/** Registers a worker; returns its part of every job. */
export function join(control: usize): i32 {
  return atomic.add<i32>(control, 1, Control.workers) + 1;
}

/** Sleeps while `seen`, initially 0, is the newest job; returns the next. */
export function nextJob(control: usize, seen: i32): i32 {
  awaitChange(control + Control.job, seen, control + Control.jobSleepers);
  return atomic.load<i32>(control, Control.job);
}

/** Executes this worker's part of a job. A job ends only with all its parts, so the values read here belong to it. */
export function help(control: usize, part: i32, job: i32): void {
  const work = control + Control.work;
  run(
    control,
    <usize>load<u32>(work),
    <usize>load<u32>(work, 4),
    <usize>load<u32>(work, 8),
    <usize>load<u32>(work, 12),
    load<i32>(work, 16),
    part,
    job & 255,
  );
}
