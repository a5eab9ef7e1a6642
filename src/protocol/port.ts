/** One end of a connection over any transport: IPC of child processes, stdio, or a pair in memory. */
export interface Port {
  /** Sends a message; may throw if the other end is gone. */
  send(message: unknown): void;
  /** Adds a listener; returns a function that removes it. */
  onMessage(listener: (message: unknown) => void): () => void;
  onClose(listener: () => void): () => void;
}

/** An error between two processes. Every failing message of the protocol rejects with one. */
export class ChannelError extends Error {
  constructor(
    /** "protocol-mismatch", "no-hello", "peer-gone", "channel-closed", or the other process's error code. */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "ChannelError";
  }
}

/** Describes an invalid message: the problem, and the message, truncated. */
export function describeProblem(what: string, message: unknown, fault?: { issues: readonly Issue[] }): string {
  const [issue] = fault?.issues ?? [];
  const why = issue ? ` (${[...issue.path.map(String), ""].join(": ")}${issue.message})` : "";
  let text: string | undefined;
  try {
    text = JSON.stringify(message);
  } catch {
    text = String(message);
  }
  return `${what}${why}: ${text === undefined ? typeof message : text.slice(0, 200)}`;
}

interface Issue {
  path: readonly PropertyKey[];
  message: string;
}
