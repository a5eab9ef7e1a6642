/** How a program that is started for a measurement tells how much memory it had at most. */

/**
 * JavaScript for a module that defines `peakKilobytes()`. On Linux not `resourceUsage().maxRSS`: a process that was
 * started begins there with what its parent had.
 */
export const peakKilobytes = `
import { readFileSync } from "node:fs";
function peakKilobytes() {
  try {
    return Number(/^VmHWM:\\s+(\\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
`;

/** For `--import`: writes "peak" and the kilobytes to stderr when the program ends. */
export const tellPeak = `data:text/javascript,${encodeURIComponent(
  `${peakKilobytes}process.on("exit", () => console.error("peak " + peakKilobytes()));`,
)}`;
