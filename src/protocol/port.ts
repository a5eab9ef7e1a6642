/** One end of a connection, whatever carries it: IPC of child processes, stdio, or a pair in memory. */
export interface Port {
  /** May throw when the other end is gone. */
  send(message: unknown): void;
  /** Returns how to stop listening. */
  onMessage(listener: (message: unknown) => void): () => void;
  onClose(listener: () => void): () => void;
}

/**
 * What goes wrong between two processes. A message of the protocol that fails is one of these, never a resolved text.
 */
export class ChannelError extends Error {
  constructor(
    /**
     * "protocol-mismatch", "no-hello", "peer-gone", "channel-closed", or the code of what failed in the other process.
     */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "ChannelError";
  }
}

/** A message that is not of the protocol: what it lacks, and the message, cut short. */
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
