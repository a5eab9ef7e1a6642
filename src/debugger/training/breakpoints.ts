/** The breakpoints of a training, by what they stop at. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { type Target, Targets } from "./targets";

export interface Breakpoint {
  readonly id: number;
  readonly target: Target;
}

const nowhere = "Set it on the epochs, the batch size, the data, the cost or a layer.";

export class Breakpoints {
  private readonly byFile = new Map<string, readonly Breakpoint[]>();
  private newest = 0;

  /** @param path of the config that is trained: breakpoints of other files stop nothing */
  constructor(private readonly path: string) {}

  set(file: string, asked: readonly DebugProtocol.SourceBreakpoint[]): DebugProtocol.Breakpoint[] {
    const targets = Targets.of(file);
    const set: Breakpoint[] = [];
    const answers = asked.map(({ line, column }) => {
      const found = targets.on(line, column);
      if (!found) return { verified: false, message: nowhere };
      this.newest++;
      set.push({ id: this.newest, target: found.target });
      return { verified: true, id: this.newest, line: found.line };
    });
    this.byFile.set(file, set);
    return answers;
  }

  get all(): readonly Breakpoint[] {
    return this.byFile.get(this.path) ?? [];
  }
}
