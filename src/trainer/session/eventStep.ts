/**
 * Runs of very many epochs write `layers` and `checkpoint` events for every n-th epoch only: these events are most of
 * metrics.jsonl, and so many are never viewed. Files are saved as the config says.
 */

/** Maximum number of events of each kind; runs with at most as many epochs have them all. */
const most = 10_000;

/**
 * Returns n.
 * @param epochs of the run; @param every number of epochs between events without thinning
 */
export const eventStep = (epochs: number, every = 1): number => every * Math.max(1, Math.ceil(epochs / every / most));

/** Returns true if an epoch has an event; the last epoch always has one. */
export const isEventDue = (epoch: number, epochs: number, every = 1): boolean =>
  epoch % eventStep(epochs, every) === 0 || epoch === epochs;
