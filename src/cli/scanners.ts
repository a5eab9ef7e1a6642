/** Scanners of segments as processes of this machine: each opens the run itself and has one thread. */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { programPath } from "../trainer/process/program";
import { TrainingScope } from "../trainer/replay/condition";
import { TrainingReplay } from "../trainer/replay/replay";
import { type Segment, type SegmentReport, scanSegment } from "../trainer/replay/scan";
import type { Scanner } from "../trainer/replay/segments";
import { fittingWorkers, thisCapacity } from "./fittingWorkers";
import { peakMemory } from "./peakMemory";

/** Internal option of child processes, not for users. */
export const scannerOption = "--scanner";

/** Creates scanners besides this process: none if there is nothing to share, or no memory for more. */
export function childScanners(run: string, condition: string, threads: "auto" | number, segments: number): Scanner[] {
  const most = threads === "auto" ? availableParallelism() : threads;
  // Each opens the run as this process does.
  const bytes = peakMemory();
  const { count: fitting } = fittingWorkers(bytes, { ...thisCapacity(), processors: most });
  const count = Math.min(fitting, segments) - 1;
  return Array.from({ length: Math.max(0, count) }, () => new ChildScanner(run, condition));
}

export class ChildScanner implements Scanner {
  isGone = false;
  private readonly child: ChildProcess;
  /** Resolves when the process can take segments; never if it ends before. */
  readonly ready: Promise<void>;
  private onReport: (report: SegmentReport | undefined) => void = () => {};

  /** @param program path of the command line, by default this one */
  constructor(run: string, condition: string, program = programPath()) {
    // Arguments after -- are never options.
    this.child = fork(program, ["when", scannerOption, "--", run, condition], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [],
      // Preserves NaN and undefined.
      serialization: "advanced",
    });
    this.ready = new Promise((resolve) => {
      this.child.once("message", () => {
        this.child.on("message", (report: SegmentReport) => this.onReport(report));
        resolve();
      });
    });
    this.child.once("exit", () => this.gone());
    this.child.once("error", () => this.gone());
  }

  scan(segment: Segment, signal: AbortSignal): Promise<SegmentReport | undefined> {
    return new Promise((resolve) => {
      this.onReport = resolve;
      // A segment is cancelled only with all later ones: then there is nothing more to do.
      signal.addEventListener("abort", () => this.close(), { once: true });
      void this.ready.then(() => {
        this.child.send(segment, (error) => {
          if (error) this.gone();
        });
      });
    });
  }

  close(): void {
    this.gone();
    this.child.kill();
  }

  private gone(): void {
    this.isGone = true;
    this.onReport(undefined);
  }
}

/** Runs in the child process: scans the segments that it receives, until its parent exits. */
export async function scanForParent(run: string, text: string): Promise<void> {
  process.on("disconnect", () => process.exit());
  const replay = await TrainingReplay.open(run, { threads: 1 });
  const condition = new TrainingScope(replay).condition(text);
  process.on("message", (segment: Segment) => {
    void scanSegment(replay, condition, segment).then((report) => process.send?.(report));
  });
  process.send?.("ready");
}
