/** Messages between the extension host and the page that shows the data of a config. */
import * as z from "zod";
import type { DataProfile } from "./dataProfile";
import { type AnswerMessage, sharedMessages } from "./panel";

/** Parsed by the host: a page is never trusted. */
export const dataPageMessageSchema = z.discriminatedUnion("type", [
  ...sharedMessages,
  /** Reads the data again, as the config says now. */
  z.strictObject({ type: z.literal("again") }),
  /** Shows the config. */
  z.strictObject({ type: z.literal("config") }),
]);
export type DataPageMessage = z.output<typeof dataPageMessageSchema>;

export type DataHostMessage =
  | AnswerMessage
  /** The data of this config is being read. `config`: its path, which the page keeps for the reload of a window. */
  | { readonly type: "reading"; readonly config: string; readonly name: string }
  /** The data so far; complete if it is done. */
  | { readonly type: "profile"; readonly profile: DataProfile }
  | { readonly type: "problem"; readonly message: string };
