/** The peak memory of this process. */
import { readFileSync } from "node:fs";

/**
 * Returns bytes of resident memory. On Linux `resourceUsage().maxRSS` is not used: in a child process it starts with
 * the parent's value.
 */
export function peakMemory(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    if (kilobytes) return Number(kilobytes) * 1024;
  } catch {
    // The file does not exist on other systems.
  }
  return process.resourceUsage().maxRSS * 1024;
}
