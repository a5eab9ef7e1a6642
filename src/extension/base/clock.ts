/** A clock for throttling and delays; tests use one whose time they advance. */
export interface Clock {
  /** Returns the time in milliseconds. */
  now(): number;
  setTimeout(act: () => void, milliseconds: number): NodeJS.Timeout;
  clearTimeout(timer: NodeJS.Timeout | undefined): void;
}

export const systemClock = (): Clock => ({ now: Date.now, setTimeout, clearTimeout });
