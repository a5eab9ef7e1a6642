/** The part of the debug adapter that answers expressions, and sets values. */
import { DebugSession, InvalidatedEvent } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Program } from "./program";

/** Of an error response; the message tells what is wrong. */
const failed = 1;
const notSet = 'values are set in a training: debug one with "mode": "training"';

export abstract class ValueSession extends DebugSession {
  /** The client asks for variables again when they are said to be others. */
  protected takesInvalidated = false;

  /** Throws an Error where there is nothing yet. */
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
      if (!this.debugged.setVariable) throw new Error(notSet);
      response.body = await this.debugged.setVariable(variablesReference, name, value);
      this.sayChanged();
    });
  }

  protected override setExpressionRequest(
    response: DebugProtocol.SetExpressionResponse,
    { expression, value }: DebugProtocol.SetExpressionArguments,
  ): void {
    this.answer(response, async () => {
      if (!this.debugged.setExpression) throw new Error(notSet);
      response.body = await this.debugged.setExpression(expression, value);
      this.sayChanged();
    });
  }

  /** What follows from a value may be another, too. After the answer. */
  private sayChanged(): void {
    setImmediate(() => {
      if (this.takesInvalidated) this.sendEvent(new InvalidatedEvent(["variables"]));
      this.sendMemoryEvents();
    });
  }

  /** Sends the answer when it is there, or what went wrong. */
  protected answer(response: DebugProtocol.Response, work: () => Promise<unknown>): void {
    // What is thrown before the first await is an answer, too.
    Promise.resolve()
      .then(work)
      .then(
        () => this.sendResponse(response),
        (error: Error) =>
          this.sendErrorResponse(response, { id: failed, format: error.message.replace(/[{}]/g, "'"), showUser: true }),
      );
  }
}
