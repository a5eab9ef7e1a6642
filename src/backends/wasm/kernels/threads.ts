/** Threads that run one program in lockstep. They meet at barriers; between programs the workers wait for the next. */
import { awaitChange, wakeSleepers } from "./barrier";
import { Control } from "./control";
import { run } from "./program";

/** Gives the job to `parts` threads, this one among them; returns what `run` does. */
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

/** Joins the workers; returns its part of every job. */
export function join(control: usize): i32 {
  return atomic.add<i32>(control, 1, Control.workers) + 1;
}

/** Sleeps while `seen`, 0 at first, is the newest job; returns the next. */
export function nextJob(control: usize, seen: i32): i32 {
  awaitChange(control + Control.job, seen, control + Control.jobSleepers);
  return atomic.load<i32>(control, Control.job);
}

/** Does its part of a job. No job ends without any of its parts, so what is read here is of that job. */
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
