/** The child process's end of the connection: says hello, sends events and answers requests. */
import type * as z from "zod";
import { messageFields } from "../messages/said";
import { type Event, protocolVersion } from "./events";
import { jsonSafe } from "./ndjson";
import { ChannelError, describeProblem, type Port } from "./port";
import {
  type ParsedParams,
  type RequestName,
  type RequestResult,
  type Role,
  requestSchema,
  roleRequests,
} from "./requests";
import type { Status } from "./status";

/** One handler per request of the role; a missing one is a compile error. Errors that it throws become the answer. */
export type Handlers<R extends Role> = {
  [Name in RequestName<R>]: (params: ParsedParams<Name>) => RequestResult<Name> | Promise<RequestResult<Name>>;
};

export interface ServeOptions {
  /** Version of this program, for hello. */
  version: string;
  /** Additional fields of hello. */
  hello?: object;
  /** Called when the other end is gone: time to save and exit. */
  onClose?: () => void;
  /** Called after each answered request. */
  onRequest?: () => void;
  onAnswer?: () => void;
  /** Called with the description of an invalid message. */
  onProblem?: (problem: string) => void;
}

export interface Served {
  /** Sends an event; returns false if the other end is gone. */
  send(event: Event): boolean;
  sendStatus(status: Status): boolean;
  /** Stops answering. */
  close(): void;
}

/** Says hello at once, before any work. */
export function serve<R extends Role>(port: Port, role: R, handlers: Handlers<R>, options: ServeOptions): Served {
  const post = (message: unknown): boolean => {
    try {
      port.send(message);
      return true;
    } catch {
      // onClose reports that the other end is gone.
      return false;
    }
  };
  const send = (event: Event) => post(jsonSafe(event));

  const answer = async (message: unknown) => {
    const request = requestSchema.safeParse(message);
    if (!request.success) {
      options.onProblem?.(describeProblem("not a request of this protocol", message, request.error));
      return;
    }
    const { id, name, params } = request.data;
    options.onRequest?.();
    try {
      post({ type: "response", id, result: await handle(role, handlers, name, params) });
    } catch (error) {
      const code = (error as { code?: unknown } | null)?.code;
      const fields = error instanceof Error ? messageFields(error) : { message: String(error) };
      post({ type: "response", id, error: { code: typeof code === "string" ? code : "internal", ...fields } });
    }
    options.onAnswer?.();
  };

  const stopListening = [port.onMessage((message) => void answer(message)), port.onClose(() => options.onClose?.())];
  post({ type: "hello", protocol: protocolVersion, version: options.version, ...options.hello });
  const close = () => {
    for (const stop of stopListening) stop();
  };
  return { send, sendStatus: post, close };
}

async function handle<R extends Role>(role: R, handlers: Handlers<R>, name: string, params: unknown): Promise<unknown> {
  if (!isRequestOf(role, name)) {
    const known = Object.keys(roleRequests[role]()).join(", ");
    throw ChannelError.of("unknown-request", { name, role, known });
  }
  const requests: Record<string, { readonly params: z.ZodType }> = roleRequests[role]();
  const parsed = requests[name].params.safeParse(params);
  if (!parsed.success)
    throw ChannelError.of("bad-params", {
      problem: describeProblem(`${name}: wrong parameters`, params, parsed.error),
    });
  const answer = handlers as Record<string, (params: unknown) => unknown>;
  return answer[name](parsed.data);
}

const isRequestOf = <R extends Role>(role: R, name: string): name is RequestName<R> =>
  Object.hasOwn(roleRequests[role](), name);
