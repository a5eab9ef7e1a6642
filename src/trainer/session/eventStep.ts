/**
 * Chooses the epochs that have `layers` and `checkpoint` events. Runs of very many epochs write them for every n-th
 * epoch only: these events are most of metrics.jsonl, and so many are never viewed. Files are saved as the config says.
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

/**
 * Returns true if the layers of a trial are measured in an epoch: 1, 2, 4, 8, … and the last one. A sweep has many
 * trials, whose layers are seldom viewed, and measuring each epoch would take several percent of a short one.
 */
export const isTrialMeasured = (epoch: number, epochs: number): boolean =>
  (epoch & (epoch - 1)) === 0 || epoch === epochs;
