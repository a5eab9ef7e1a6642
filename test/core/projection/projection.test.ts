import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { aligned, alignedAxes, type Layout, withAxes } from "../../../src/core/projection/align";
import { distancesOf, nearest, rowOf, trustworthiness } from "../../../src/core/projection/neighbours";
import { principalComponents } from "../../../src/core/projection/principal";
import { finished } from "../../../src/core/projection/steps";

interface Alignment {
  moving: Layout;
  fixed: Layout;
  aligned: Layout;
}

const {
  principal,
  alignments,
  trustworthiness: kept,
} = JSON.parse(readFileSync(join(__dirname, "../../fixtures/projection/scikit-learn.json"), "utf8")) as {
  principal: Record<string, { values: number[]; columns: number; shares: number[]; x: number[]; y: number[] }>;
  alignments: Record<string, Alignment>;
  trustworthiness: { values: number[]; columns: number; by_neighbours: Record<string, number> } & Layout;
};

function assertClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-6) {
  assert.equal(found.length, expected.length);
  for (let i = 0; i < found.length; i++) {
    assert.ok(Math.abs(found[i] - expected[i]) <= tolerance, `${i}: ${found[i]} and ${expected[i]}`);
  }
}

describe("principal components", () => {
  for (const [name, { values, columns, shares, x, y }] of Object.entries(principal)) {
    it(`are those of scikit-learn for ${name} data`, () => {
      const found = finished(principalComponents(Float32Array.from(values), columns));
      assertClose(found.shares, shares);
      assertClose(found.coordinates[0], x);
      assertClose(found.coordinates[1], y);
    });
  }

  it("are found for equal eigenvalues", () => {
    // Points on the axes of a space of six dimensions; in two of them twice as far out.
    const values = new Float32Array(12 * 6);
    for (let i = 0; i < 6; i++) {
      values[2 * i * 6 + i] = i < 2 ? 2 : 1;
      values[(2 * i + 1) * 6 + i] = i < 2 ? -2 : -1;
    }
    assertClose(finished(principalComponents(values, 6)).shares, [1 / 3, 1 / 3]);
  });

  it("of a single column are the column, and zeros", () => {
    const found = finished(principalComponents(Float32Array.of(1, 2, 6), 1));
    assertClose(found.coordinates[0], [-2, -1, 3]);
    assert.deepEqual(
      [[...found.coordinates[1]], found.shares],
      [
        [0, 0, 0],
        [1, 0],
      ],
    );
  });

  it("of examples that are all equal are zeros, without a share", () => {
    const found = finished(principalComponents(new Float32Array(20).fill(3), 4));
    assert.deepEqual(
      [[...found.coordinates[0]], found.shares],
      [
        [0, 0, 0, 0, 0],
        [0, 0],
      ],
    );
  });
});

describe("the alignment of layouts", () => {
  for (const [name, { moving, fixed, aligned: expected }] of Object.entries(alignments)) {
    it(`of a ${name} one is SciPy's orthogonal Procrustes`, () => {
      const found = aligned(moving, fixed);
      assertClose(found.x, expected.x);
      assertClose(found.y, expected.y);
    });
  }

  it("finds signs and places of axes", () => {
    const fixed = { x: [1, 2, -3, 0], y: [0.5, -1, 0.2, 0.3] };
    const moving = { x: fixed.y.map((y) => -y), y: fixed.x };
    const found = alignedAxes(moving, fixed);
    assert.deepEqual(found, { order: [1, 0], signs: [1, -1] });
    const { x, y } = withAxes(moving, found);
    assert.deepEqual({ x: [...x], y: [...y] }, fixed);
  });
});

describe("neighbours", () => {
  it("are the nearest others, of equal distances the first ones", () => {
    const distances = finished(distancesOf(Float32Array.of(0, 1, 3, -1, 3), 1));
    assert.deepEqual(nearest(rowOf(distances, 0), 0, 3), [1, 3, 2]);
    assert.deepEqual(nearest(rowOf(distances, 2), 2, 2), [4, 1]);
  });

  for (const [neighbours, expected] of Object.entries(kept.by_neighbours)) {
    it(`are kept by a layout as scikit-learn says, of ${neighbours}`, () => {
      const distances = finished(distancesOf(Float32Array.from(kept.values), kept.columns));
      assertClose([finished(trustworthiness(distances, kept, Number(neighbours)))], [expected]);
    });
  }
});
