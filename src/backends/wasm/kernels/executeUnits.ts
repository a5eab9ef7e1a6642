/** Instructions whose outputs are units: each thread has its own in every row, and the weights that lead to them. */
import { a, n, scratchOf, unitShare, x } from "./arguments";
import { listColumns, listRows, regionOf } from "./sparseRows";
import { Minibatch } from "./minibatch";
import { multiply, multiplyTransposed } from "./multiply";
import { Op } from "./op";
import { multiplyLists } from "./sparse";

export function carryOutUnits(op: i32, at: usize, minibatch: usize, part: i32, parts: i32): void {
  const rows = load<i32>(minibatch, Minibatch.rows);
  const padded = (rows + 3) & ~3;
  switch (op) {
    case Op.listRows: {
      const start = load<i32>(minibatch, Minibatch.start);
      const region = regionOf(a(at, 0), part);
      return listRows(a(at, 0), region, region, n(at, 1), a(at, 2), x(at, 3), x(at, 4), a(at, 5), start, 0, rows);
    }
    case Op.listColumns:
      return listColumns(a(at, 0), regionOf(a(at, 0), part), rows);
    case Op.multiplyLists: {
      const left = unitShare(a(at, 9), part, parts);
      const right = unitShare(a(at, 9), part + 1, parts);
      return multiplyListsPart(at, regionOf(a(at, 0), part), 0, rows, left, right);
    }
    case Op.multiplyByUnits:
      return multiplyPart(at, part, 0, padded, unitShare(a(at, 13), part, parts), unitShare(a(at, 13), part + 1, parts));
    case Op.multiplyTransposedByUnits: {
      const left = unitShare(a(at, 13), part, parts);
      return multiplyTransposedPart(at, part, 0, padded, left, unitShare(a(at, 13), part + 1, parts));
    }
  }
}

/** Lists with these bounds times W: rows [from, to), bytes [left, right). */
export function multiplyListsPart(at: usize, bounds: usize, from: i32, to: i32, left: usize, right: usize): void {
  multiplyLists(
    bounds, from, to, a(at, 1), a(at, 2), a(at, 3), n(at, 4), a(at, 5), a(at, 6), a(at, 7), a(at, 8), left, right,
  );
}

/** The product of one part: rows [from, to), bytes [left, right). */
export function multiplyPart(at: usize, part: i32, from: i32, to: i32, left: usize, right: usize): void {
  multiply(
    a(at, 0), a(at, 1), a(at, 2), a(at, 3), n(at, 4), a(at, 5), n(at, 6), a(at, 7), a(at, 8), a(at, 9), a(at, 10),
    scratchOf(at, 11, part), from, to, left, right,
  );
}

/** Likewise. */
export function multiplyTransposedPart(at: usize, part: i32, from: i32, to: i32, left: usize, right: usize): void {
  multiplyTransposed(
    a(at, 0), a(at, 1), a(at, 2), a(at, 3), n(at, 4), n(at, 5), n(at, 6), a(at, 7), a(at, 8), a(at, 9), a(at, 10),
    scratchOf(at, 11, part), from, to, left, right,
  );
}
