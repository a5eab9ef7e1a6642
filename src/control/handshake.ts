/**
 * The first messages on a control socket, in JSON. They never change between versions, nor do the requests `stop`,
 * `pause`, `resume` and `ping`: any version can end a training of any other.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { errorFields } from "../protocol/port";

/** The client's first message. */
export const firstSchema = z.looseObject({ token: z.string(), protocol: z.int() });

/** The answer to an accepted client: `hello` with these fields, protocol and version. */
export const controlHelloSchema = z.looseObject({
  type: z.literal("hello"),
  protocol: z.int(),
  version: z.string(),
  /** Events up to this byte are in metrics.jsonl; all later ones come through the socket. */
  metricsBytes: z.int().min(0),
  /** Absolute path of the run folder. */
  run: z.string(),
});
export type ControlHello = z.output<typeof controlHelloSchema>;

/** The answer to a rejected client, before the connection ends. */
export const refusedSchema = z.looseObject({ type: z.literal("refused"), reason: z.string() });

const basicNames = ["stop", "pause", "resume", "ping"] as const;
export type BasicName = (typeof basicNames)[number];

export const basicRequestSchema = z.looseObject({
  type: z.literal("request"),
  id: z.int(),
  name: z.enum(basicNames),
});

export const basicResponseSchema = z.looseObject({
  type: z.literal("response"),
  id: z.int(),
  error: z.looseObject({ message: z.string(), ...errorFields }).optional(),
});

/** Compares in constant time. */
export function isSameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
