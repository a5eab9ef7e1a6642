/** Long computations as generators: they yield often, so that their caller can do other work, or leave them. */

/** Runs a computation to its end. */
export function finished<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
