/**
 * Of a run of very many epochs, `layers` and `checkpoint` events are written for every n-th epoch only: they are most
 * of what metrics.jsonl holds, and nobody looks at so many. Files are saved as the config says.
 */

/** Of each kind; runs of so many epochs have them all. */
const most = 10_000;

/**
 * n.
 * @param epochs of the run; @param every of them there would be an event
 */
export const eventStep = (epochs: number, every = 1): number => every * Math.max(1, Math.ceil(epochs / every / most));

/** The last epoch always is one of them. */
export const isEventDue = (epoch: number, epochs: number, every = 1): boolean =>
  epoch % eventStep(epochs, every) === 0 || epoch === epochs;
