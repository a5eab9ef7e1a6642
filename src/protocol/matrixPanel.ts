/** Messages between the extension host and the page of View Matrix. */
import * as z from "zod";
import { type MatrixAnswer, matrixParams } from "./matrixRequest";
import { type AnswerMessage, sharedMessages } from "./panel";

/** Request for a matrix, now and at every later stop, as a picture and possibly a table. */
const matrixQuerySchema = z.strictObject({
  type: z.literal("look"),
  /** Returned with the answer. */
  id: z.int(),
  name: z.string().min(1),
  picture: matrixParams.omit({ name: true }),
  table: matrixParams.omit({ name: true }).optional(),
});
export type MatrixQuery = z.output<typeof matrixQuerySchema>;

/** Parsed by the host: a page is never trusted. */
export const matrixPageMessageSchema = z.discriminatedUnion("type", [...sharedMessages, matrixQuerySchema]);
export type MatrixPageMessage = z.output<typeof matrixPageMessageSchema>;

export type MatrixHostMessage =
  | AnswerMessage
  /** The page begins with this matrix, unless it has shown another before it was hidden. `session`: its name. */
  | { readonly type: "begin"; readonly name: string; readonly session: string }
  | { readonly type: "matrix"; readonly id: number; readonly picture: MatrixAnswer; readonly table?: MatrixAnswer }
  /** The program runs; the page shows the last stop. */
  | { readonly type: "running" }
  /** The session is over: what is shown stays, until the next session of its name stops. */
  | { readonly type: "over" }
  | { readonly type: "problem"; readonly message: string };
