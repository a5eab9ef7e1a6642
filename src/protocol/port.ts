import * as z from "zod";
import { type ErrorValues, formatError } from "../messages";
import type { channelMessages } from "../messages/channel";
import { codeOf } from "../messages/message";
import type { Cited } from "../messages/said";

/** One end of a connection over any transport: IPC of child processes, stdio, or a pair in memory. */
export interface Port {
  /** Sends a message; may throw if the other end is gone. */
  send(message: unknown): void;
  /** Adds a listener; returns a function that removes it. */
  onMessage(listener: (message: unknown) => void): () => void;
  onClose(listener: () => void): () => void;
}

type ChannelErrorId = keyof typeof channelMessages;

/** An error between two processes. Every failing message of the protocol rejects with one. */
export class ChannelError extends Error implements Cited {
  readonly id?: string | undefined;
  readonly values?: object | undefined;
  readonly location?: string | undefined;

  constructor(
    /** "protocol-mismatch", "no-hello", "peer-gone", "channel-closed", or the other process's error code. */
    readonly code: string,
    { message, ...said }: Cited,
  ) {
    super(message);
    this.name = "ChannelError";
    Object.assign(this, said);
  }

  static of<Id extends ChannelErrorId>(id: Id, values: ErrorValues<Id>): ChannelError {
    return new ChannelError(codeOf(id), { id, values, message: formatError(id, values) });
  }
}

/** What a sentence is made of, in an event or an answer: an id of the catalogue, and named values. */
export const saidSchema = z.object({ id: z.string(), values: z.record(z.string(), z.unknown()) });
export const saidFields = saidSchema.partial().shape;
/** An error has the file as well, or the position in it, that its message starts with. */
export const errorFields = { ...saidFields, location: z.string().optional() };

/** Describes an invalid message: the problem, and the message, truncated. */
export function describeProblem(what: string, message: unknown, fault?: { issues: readonly Issue[] }): string {
  const [issue] = fault?.issues ?? [];
  const why = issue ? ` (${[...issue.path.map(String), ""].join(": ")}${issue.message})` : "";
  return `${what}${why}: ${shortText(message)}`;
}

/** Returns a message as JSON, truncated. */
export function shortText(message: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(message);
  } catch {
    text = String(message);
  }
  return text === undefined ? typeof message : text.slice(0, 200);
}

interface Issue {
  path: readonly PropertyKey[];
  message: string;
}
