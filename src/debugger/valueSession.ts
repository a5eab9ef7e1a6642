/** Requests of the debug adapter that evaluate expressions and set values. */
import { DebugSession, InvalidatedEvent } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { say, sayError } from "./language";
import type { Program } from "./program";

/** Error id of all error responses; their messages state the error. */
const failed = 1;
const notSet = () => say('values are set in a training: debug one with "mode": "training"');

export abstract class ValueSession extends DebugSession {
  /** True if the client supports the invalidated event. */
  protected takesInvalidated = false;

  /** The debuggee. Throws an Error before launch or attach. */
  protected abstract get debugged(): Program;

  protected abstract sendMemoryEvents(): void;

  protected override evaluateRequest(
    response: DebugProtocol.EvaluateResponse,
    { expression, context }: DebugProtocol.EvaluateArguments,
  ): void {
    this.answer(response, async () => {
      response.body = await this.debugged.evaluate(expression, context);
      if (context === "repl" && this.debugged.assigns?.(expression)) this.sayChanged();
    });
  }

  protected override setVariableRequest(
    response: DebugProtocol.SetVariableResponse,
    { variablesReference, name, value }: DebugProtocol.SetVariableArguments,
  ): void {
    this.answer(response, async () => {
      if (!this.debugged.setVariable) throw new Error(notSet());
      response.body = await this.debugged.setVariable(variablesReference, name, value);
      this.sayChanged();
    });
  }

  protected override setExpressionRequest(
    response: DebugProtocol.SetExpressionResponse,
    { expression, value }: DebugProtocol.SetExpressionArguments,
  ): void {
    this.answer(response, async () => {
      if (!this.debugged.setExpression) throw new Error(notSet());
      response.body = await this.debugged.setExpression(expression, value);
      this.sayChanged();
    });
  }

  /** Notifies the client, after the response, that variables may have changed. */
  private sayChanged(): void {
    setImmediate(() => {
      if (this.takesInvalidated) this.sendEvent(new InvalidatedEvent(["variables"]));
      this.sendMemoryEvents();
    });
  }

  /** Sends the response when `work` is done, or an error response if it fails. */
  protected answer(response: DebugProtocol.Response, work: () => Promise<unknown>): void {
    // Errors thrown synchronously become error responses too.
    Promise.resolve()
      .then(work)
      .then(
        () => this.sendResponse(response),
        (error: Error) =>
          this.sendErrorResponse(response, {
            id: failed,
            format: sayError(error).replace(/[{}]/g, "'"),
            showUser: true,
          }),
      );
  }
}
