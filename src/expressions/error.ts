/** An error in an expression, with its position in the text. */
import type { ErrorValues } from "../messages";
import { expressionMessages } from "../messages/expressions";
import type { ErrorMessage } from "../messages/message";

export type ExpressionErrorId = keyof typeof expressionMessages;
export type ExpressionErrorValues<Id extends ExpressionErrorId> = ErrorValues<Id>;

/** Part of an expression's text, in UTF-16 units from 0. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

export class ExpressionError<Id extends ExpressionErrorId = ExpressionErrorId> extends Error implements Span {
  readonly offset: number;
  readonly length: number;

  constructor(
    readonly id: Id,
    readonly values: ExpressionErrorValues<Id>,
    { offset, length }: Span,
  ) {
    super((expressionMessages[id] as ErrorMessage<ExpressionErrorValues<Id>>).text(values));
    this.name = "ExpressionError";
    this.offset = offset;
    this.length = length;
  }
}
