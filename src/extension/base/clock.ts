/** The time that passes, for what is done so often at most; a test lets time pass itself. */
export interface Clock {
  /** In milliseconds. */
  now(): number;
  setTimeout(act: () => void, milliseconds: number): NodeJS.Timeout;
  clearTimeout(timer: NodeJS.Timeout | undefined): void;
}

export const systemClock = (): Clock => ({ now: Date.now, setTimeout, clearTimeout });
