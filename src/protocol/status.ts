/** A training's status besides its events: sent to each new client, and whenever it changes. */
import * as z from "zod";

export const statusSchema = z.object({
  type: z.literal("status"),
  /** True while the training waits between two minibatches, or will before the next one. */
  paused: z.boolean(),
});
export type Status = z.output<typeof statusSchema>;
