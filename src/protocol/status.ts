/** How a training stands beside its events: sent when somebody connects, and whenever it changes. */
import * as z from "zod";

export const statusSchema = z.object({
  type: z.literal("status"),
  /** It waits between two minibatches, or will before the next one. */
  paused: z.boolean(),
});
export type Status = z.output<typeof statusSchema>;
