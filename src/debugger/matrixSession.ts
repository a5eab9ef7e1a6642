/** The part of the debug adapter that shows matrices beside variables: as memory, and by a request of our own. */
import { DebugSession, MemoryEvent } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Program } from "./program";

/** Of an error response; the message tells what is wrong. */
const failed = 1;

export abstract class MatrixSession extends DebugSession {
  /** The client reads memory again when it is said to be another. */
  protected showsMemory = false;

  /** Throws an Error where there is nothing yet. */
  protected abstract get debugged(): Program;

  protected override readMemoryRequest(
    response: DebugProtocol.ReadMemoryResponse,
    { memoryReference, offset = 0, count }: DebugProtocol.ReadMemoryArguments,
  ): void {
    this.answer(response, async () => {
      response.body = await this.debugged.matrices.memory.read(memoryReference, offset, count);
    });
  }

  /** See ../protocol/matrixRequest. */
  protected override customRequest(command: string, response: DebugProtocol.Response, args: unknown): void {
    if (command !== "matrix") return super.customRequest(command, response, args);
    this.answer(response, async () => {
      response.body = await this.debugged.matrices.matrix(args);
    });
  }

  /** A view of memory that is open reads it anew. */
  protected sendMemoryEvents(): void {
    if (!this.showsMemory) return;
    for (const [reference, bytes] of this.debugged.matrices.memory.shown) {
      this.sendEvent(new MemoryEvent(reference, 0, bytes));
    }
  }

  /** Sends the answer when it is there, or what went wrong. */
  protected answer(response: DebugProtocol.Response, work: () => Promise<unknown>): void {
    work().then(
      () => this.sendResponse(response),
      (error: Error) =>
        this.sendErrorResponse(response, { id: failed, format: error.message.replace(/[{}]/g, "'"), showUser: true }),
    );
  }
}
