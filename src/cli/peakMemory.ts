/** How much memory this process has had at most. */
import { readFileSync } from "node:fs";

/**
 * Bytes of resident memory. On Linux not `resourceUsage().maxRSS`: a process that was started begins there with what
 * its parent had.
 */
export function peakMemory(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    if (kilobytes) return Number(kilobytes) * 1024;
  } catch {
    // There is no such file on other systems.
  }
  return process.resourceUsage().maxRSS * 1024;
}
