/** The default number of workers on a machine. */
import assert from "node:assert/strict";
import { firstWorkers, fittingWorkers } from "../../src/cli/fittingWorkers";

describe("the workers that fit a machine", () => {
  const gigabytes = (count: number) => count * 1e9;

  it("are as many as processors where there is memory for them", () => {
    assert.deepEqual(fittingWorkers(95e6, { processors: 4, free: gigabytes(16) }), {
      count: 4,
      why: "4 workers: 4 processors; a worker takes 95 MB, 16 GB of memory are free",
    });
    assert.equal(fittingWorkers(95e6, { processors: 1, free: gigabytes(16) }).why.split(":")[0], "1 worker");
  });

  it("are so many that four fifths of the free memory hold all but the first, which is there already", () => {
    const { count, why } = fittingWorkers(gigabytes(2), { processors: 8, free: gigabytes(5) });
    assert.equal(count, 3);
    assert.match(
      why,
      /^3 workers: 8 processors; a worker takes 2 GB, 5 GB of memory are free; --workers overrides this/,
    );
    assert.equal(fittingWorkers(gigabytes(2), { processors: 8, free: gigabytes(4.9) }).count, 2);
    assert.equal(fittingWorkers(gigabytes(9), { processors: 8, free: gigabytes(5) }).count, 1);
  });

  it("are two at the start if memory is ample, or one", () => {
    const first = (bytes: number | undefined, free: number, processors = 2) =>
      firstWorkers(bytes, { processors, free: gigabytes(free) });
    assert.deepEqual([first(150e6, 16), first(150e6, 16, 64)], [2, 2]);
    assert.deepEqual([first(gigabytes(2), 16), first(undefined, 16), first(150e6, 16, 1)], [1, 1, 1]);
  });
});
