/** Fields over a plane, and the 3D surface: pure functions, tested without a browser. */
import assert from "node:assert/strict";
import { type DataDescription, describeErrors, type Points } from "../../webview/playground/decision";
import { contour, gridPoint, roundSteps, valueAt } from "../../webview/playground/field";
import { extentAround, NeuronPath } from "../../webview/playground/neuronPath";
import { firstView, project, turned } from "../../webview/playground/projection";

const field = (columns: number, rows: number, of: (column: number, row: number) => number) => ({
  columns,
  rows,
  values: Float32Array.from({ length: columns * rows }, (_, i) => of(i % columns, Math.floor(i / columns))),
});

describe("a field over a plane", () => {
  it("is read between its places, and is its edge's beyond it", () => {
    const slope = field(4, 3, (column, row) => 2 * column - row);
    assert.equal(valueAt(slope, 1.25, 0.5), 2);
    assert.equal(valueAt(slope, 3, 2), 4);
    assert.equal(valueAt(slope, 9, -5), 6);
    assert.deepEqual(gridPoint(slope, { from: [-1, 10], to: [2, 12] }, [0.5, 11]), [1.5, 1]);
  });

  it("has its contours where it has that value", () => {
    const round = field(21, 21, (column, row) => Math.hypot(column - 10, row - 10));
    const segments = contour(round, 6);
    assert.ok(segments.length >= 4 * 30, `${segments.length / 4} segments`);
    for (let i = 0; i < segments.length; i += 2) {
      const far = Math.hypot(segments[i] - 10, segments[i + 1] - 10);
      assert.ok(Math.abs(far - 6) < 0.1, `${far} from the middle`);
    }
    assert.deepEqual(contour(round, 20), []);
  });

  it("is marked at round numbers", () => {
    assert.deepEqual(roundSteps(-1.3, 2.2, 6), [-1, 0, 1, 2]);
    assert.deepEqual(roundSteps(0, 0.0011, 5), [0, 0.0005, 0.001]);
    assert.deepEqual(roundSteps(1, 1, 5), []);
  });
});

describe("what is said of the examples over a plane", () => {
  const data = { task: "multi-label", classNames: [], targetNames: ["a", "b"] } as unknown as DataDescription;
  const points: Points = {
    set: "validation",
    count: 3,
    examples: 3,
    inputs: new Float32Array(6),
    targets: Float32Array.of(1, 0, 0, 0, 1, 1),
    answers: Float32Array.of(0.9, 0.8, 0.1, 0.5, 0.4, 0.7),
  };

  it("counts single labels where an example has several", () => {
    assert.equal(describeErrors(points, data), "2 of 6 labels of 3 validation examples wrong (33.33%)");
  });
});

describe("a surface in space", () => {
  it("is turned round its upright axis, never to be seen from below", () => {
    const top = { yaw: 0, pitch: Math.PI / 2 };
    const { x, y } = project([0.5, 0.25, 0.9], top);
    assert.ok(Math.abs(x - 0.5) < 1e-9 && Math.abs(y - 0.25) < 1e-9, "from the top it is a map");
    const behind = project([0, 1, 0], firstView);
    const before = project([0, -1, 0], firstView);
    assert.ok(behind.depth > before.depth && behind.y > before.y);
    assert.ok(turned(firstView, 0, -9).pitch > 0);
    assert.ok(turned(firstView, 0, 9).pitch < Math.PI / 2);
  });
});

describe("a neuron's path", () => {
  const stop = (epoch: number, batch: number, w: number) => ({ epoch, batch, weights: [w, 0] as const, bias: 0 });

  it("goes through kept epochs and what was seen between them, and knows which is the present one", () => {
    const path = new NeuronPath();
    path.see(stop(1, 5, 1.5));
    path.take({ epochs: [0, 1, 2], weights: Float32Array.of(0, 0, 1, 0, 2, 0), biases: new Float32Array(3) });
    const { stops, now } = path.through(stop(1, 7, 1.7));
    assert.deepEqual(
      stops.map(({ weights }) => weights[0]),
      [0, 1, 1.5, 1.7, 2],
    );
    assert.equal(now, 3);
  });

  it("forgets what was seen before a resumed run went back", () => {
    const path = new NeuronPath();
    for (const epoch of [1, 2, 3, 4]) path.see(stop(epoch, 1, epoch));
    path.see(stop(2, 0, 9));
    assert.deepEqual(
      path.places.map(([w]) => w),
      [1, 9],
    );
  });

  it("lies well within what is drawn, which holds still until the path comes near its edge", () => {
    const first = extentAround([[0, 0]], undefined);
    assert.ok(first.from[0] < -0.5 && first.to[0] > 0.5);
    assert.equal(
      extentAround(
        [
          [0, 0],
          [0.3, -0.3],
        ],
        first,
      ),
      first,
    );
    const wider = extentAround(
      [
        [0, 0],
        [8, 1],
      ],
      first,
    );
    assert.ok(wider.to[0] > 8 && wider.from[0] < 0 && wider.to[1] > 1);
  });
});
