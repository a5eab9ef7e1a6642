/** Trains a run in which values are set as a debugger sets them: each before its minibatch is trained. */
import type { Edited } from "../../src/protocol/edited";
import type { Event } from "../../src/protocol/events";
import type { SessionOrder } from "../../src/trainer/session/openSession";
import { Session } from "../../src/trainer/session/session";
import type { Steered, Steering } from "../../src/trainer/session/steering";

type Wanted = Omit<Edited, "type" | "from">;

/** @param stopAfter number of minibatches after which the run ends with a checkpoint */
export async function trainEdited(
  order: SessionOrder,
  edits: readonly Wanted[],
  { stopAfter = Number.POSITIVE_INFINITY, onEvent = (_: Event): void => {} } = {},
): Promise<{ run: string; events: Event[] }> {
  const left = [...edits];
  const events: Event[] = [];
  let run = "";
  let steered: Steered | undefined;
  const steering: Steering = {
    begin(begun) {
      steered = begun;
      run = begun.folder;
    },
    async ahead() {
      const { position } = (steered as Steered).training;
      if (position.step >= stopAfter) session.stop();
      const due = left.findIndex(({ epoch, batch }) => position.epoch === epoch && position.batch === batch - 1);
      if (due < 0) return 1;
      const [edit] = left.splice(due, 1);
      session.edit({ type: "edited", from: 0, ...edit }).catch(session.fail);
      // The value is set between two minibatches.
      return 0;
    },
    async failing() {},
  };
  const session = new Session(order, steering);
  session.onEvent((event) => {
    events.push(event);
    onEvent(event);
  });
  await session.run();
  return { run, events };
}
