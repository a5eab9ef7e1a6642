/**
 * Threads that run one program in lockstep. They meet at barriers; between programs the helpers wait for the next. Whoever waits
 * looks for a while and then sleeps, since its processor may have other work.
 */
import { run } from "./program";

/** Offsets in the control block; what different threads write lies in cache lines of its own. */
namespace Control {
  /** Helpers that are there: their parts are 1, 2, … */
  export const helpers: usize = 0;
  /** Number of the job · 256 + threads that take part. */
  export const job: usize = 64;
  export const jobSleepers: usize = 128;
  export const arrived: usize = 192;
  export const phase: usize = 256;
  export const phaseSleepers: usize = 320;
  /** What `run` takes, from the program's address to the count of minibatches. */
  export const work: usize = 384;
}

const looks: i32 = 100000;

/** Sleeps unless the int32 at this address has changed from `old`. From outside, as `wake`: V8 11 loses locals over its own. */
// @ts-expect-error: decorator
@external("env", "sleep")
declare function sleep(at: usize, old: i32): void;

/** Wakes all who sleep at this address. */
// @ts-expect-error: decorator
@external("env", "wake")
declare function wake(at: usize): void;

/** Waits until all `parts` threads have come here. */
export function barrier(control: usize, parts: i32): void {
  const phase = atomic.load<i32>(control, Control.phase);
  if (atomic.add<i32>(control, 1, Control.arrived) === parts - 1) {
    atomic.store<i32>(control, 0, Control.arrived);
    atomic.store<i32>(control, phase + 1, Control.phase);
    wakeSleepers(control + Control.phase, control + Control.phaseSleepers);
  } else {
    awaitChange(control + Control.phase, phase, control + Control.phaseSleepers);
  }
}

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

/** Joins the helpers; returns its part of every job. */
export function join(control: usize): i32 {
  return atomic.add<i32>(control, 1, Control.helpers) + 1;
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

function awaitChange(at: usize, old: i32, sleepers: usize): void {
  for (let look = 0; look < looks; look++) if (atomic.load<i32>(at) !== old) return;
  atomic.add<i32>(sleepers, 1);
  while (atomic.load<i32>(at) === old) sleep(at, old);
  atomic.sub<i32>(sleepers, 1);
}

// @ts-expect-error: decorator
@inline
function wakeSleepers(at: usize, sleepers: usize): void {
  if (atomic.load<i32>(sleepers) > 0) wake(at);
}
