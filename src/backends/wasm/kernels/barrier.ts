/** Synchronization of threads: a waiting thread spins for a while, then sleeps to free its processor. */
import { Control } from "./control";

const looks: i32 = 100000;

/**
 * Sleeps while the int32 at this address equals `old`. Imported, like `wake`: V8 11 loses locals across its own wait.
 */
// @ts-expect-error: decorator
@external("env", "sleep")
declare function sleep(at: usize, old: i32): void;

/** Wakes all threads that sleep at this address. */
// @ts-expect-error: decorator
@external("env", "wake")
declare function wake(at: usize): void;

/** Waits until all `parts` threads have arrived. */
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

/** Returns once the int32 at this address differs from `old`; `sleepers` counts the sleeping threads. */
export function awaitChange(at: usize, old: i32, sleepers: usize): void {
  for (let look = 0; look < looks; look++) if (atomic.load<i32>(at) !== old) return;
  atomic.add<i32>(sleepers, 1);
  while (atomic.load<i32>(at) === old) sleep(at, old);
  atomic.sub<i32>(sleepers, 1);
}

// @ts-expect-error: decorator
@inline
export function wakeSleepers(at: usize, sleepers: usize): void {
  if (atomic.load<i32>(sleepers) > 0) wake(at);
}
