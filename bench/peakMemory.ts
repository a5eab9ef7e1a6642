/** Peak memory of measured programs. */

/**
 * JavaScript that defines `peakKilobytes()`. On Linux it avoids `resourceUsage().maxRSS`, which starts at the parent's
 * value in a new process.
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

/** For `--import`: writes "peak" and the kilobytes to stderr at the program's end. */
export const tellPeak = `data:text/javascript,${encodeURIComponent(
  `${peakKilobytes}process.on("exit", () => console.error("peak " + peakKilobytes()));`,
)}`;
