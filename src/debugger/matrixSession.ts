/** Requests of the debug adapter for matrix views, memory and step-in targets. */
import { MemoryEvent } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { InlineValues } from "../protocol/matrixRequest";
import { ValueSession } from "./valueSession";

export abstract class MatrixSession extends ValueSession {
  /** True if the client supports the memory event. */
  protected showsMemory = false;

  protected override readMemoryRequest(
    response: DebugProtocol.ReadMemoryResponse,
    { memoryReference, offset = 0, count }: DebugProtocol.ReadMemoryArguments,
  ): void {
    this.answer(response, async () => {
      response.body = await this.debugged.matrices.memory.read(memoryReference, offset, count);
    });
  }

  protected override stepInTargetsRequest(response: DebugProtocol.StepInTargetsResponse): void {
    this.answer(response, async () => {
      const { debugged } = this;
      response.body = { targets: (await debugged.stepInTargets?.()) ?? [] };
    });
  }

  /** See ../protocol/matrixRequest. */
  protected override customRequest(command: string, response: DebugProtocol.Response, args: unknown): void {
    switch (command) {
      case "matrix":
        return this.answer(response, async () => {
          response.body = await this.debugged.matrices.matrix(args);
        });
      case "inlineValues":
        return this.answer(response, async () => {
          response.body = await this.inlineValues();
        });
      default:
        super.customRequest(command, response, args);
    }
  }

  private async inlineValues(): Promise<InlineValues> {
    const { path, inlineValues } = this.debugged;
    const values = (await inlineValues?.call(this.debugged)) ?? [];
    return { path, values: values.map((each) => ({ ...each, line: this.convertDebuggerLineToClient(each.line) })) };
  }

  /** Notifies the client that displayed memory has changed. */
  protected override sendMemoryEvents(): void {
    if (!this.showsMemory) return;
    for (const [reference, bytes] of this.debugged.matrices.memory.shown) {
      this.sendEvent(new MemoryEvent(reference, 0, bytes));
    }
  }
}
