/** The requests of the role `train` that a session answers, to its parent and to connected clients. */
import { NetworkError } from "../../core/errors";
import type { At } from "../../protocol/at";
import type { Handlers } from "../../protocol/serve";
import type { ClientWatch } from "./clientWatch";
import type { Handover } from "./handover";
import type { StopReason } from "./pauseGate";

type Answers = Pick<Handlers<"train">, "weights" | "diagram" | "surface" | "costSurface">;

/** The part of a session that requests use. */
export interface RequestTarget extends Answers {
  readonly handover: Pick<Handover, "request">;
  readonly clients: Pick<ClientWatch, "change" | "count">;
  stop(reason?: StopReason): void;
  pause(): Promise<void>;
  resume(): void;
  apply(path: string, value: unknown): Promise<{ epoch: number; batch: number }>;
  statistics(): ReturnType<Handlers<"train">["statistics"]>;
}

export const handlersOf = (session: RequestTarget): Handlers<"train"> => ({
  stop: () => after(() => session.stop()),
  pause: () => after(() => session.pause()),
  resume: () => after(() => session.resume()),
  ping: () => ({}),
  apply: ({ path, value }) => session.apply(path, value),
  onClose: (policy) => ({ applies: session.clients.change(policy) }),
  handOver: (params) => session.handover.request(params),
  weights: (params) => session.weights(ofNow(params)),
  diagram: (params) => session.diagram(ofNow(params)),
  surface: (params) => session.surface(ofNow(params)),
  costSurface: (params) => session.costSurface(ofNow(params)),
  statistics: () => session.statistics(),
});

/** Throws a NetworkError for any moment but now: the others are in the run folder. */
function ofNow<Params extends { at?: At | undefined }>(params: Params): Params {
  const { at = "now" } = params;
  if (at === "now") return params;
  throw new NetworkError("not-now", { at });
}

async function after(work: () => unknown): Promise<Record<string, never>> {
  await work();
  return {};
}
