/** What the extension host and the page of View Matrix say to each other. */
import * as z from "zod";
import { type MatrixAnswer, matrixParams } from "./matrixRequest";
import { type AnswerMessage, sharedMessages } from "./panel";

/** What the page wants to see, now and at every stop from here on: a matrix, in a picture and perhaps in a table. */
const lookSchema = z.strictObject({
  type: z.literal("look"),
  /** Comes back with what was read. */
  id: z.int(),
  name: z.string().min(1),
  picture: matrixParams.omit({ name: true }),
  table: matrixParams.omit({ name: true }).optional(),
});
export type MatrixLook = z.output<typeof lookSchema>;

/** Parsed by the host: a page is never trusted. */
export const matrixPageMessageSchema = z.discriminatedUnion("type", [...sharedMessages, lookSchema]);
export type MatrixPageMessage = z.output<typeof matrixPageMessageSchema>;

export type MatrixHostMessage =
  | AnswerMessage
  /** The page begins with this matrix, unless it has shown another before it was hidden. `session`: its name. */
  | { readonly type: "begin"; readonly name: string; readonly session: string }
  | { readonly type: "matrix"; readonly id: number; readonly picture: MatrixAnswer; readonly table?: MatrixAnswer }
  /** It runs: what is shown is of the stop before. */
  | { readonly type: "running" }
  /** The session is over: what is shown stays, until the next session of its name stops. */
  | { readonly type: "over" }
  | { readonly type: "problem"; readonly message: string };
