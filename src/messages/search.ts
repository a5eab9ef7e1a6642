/** Errors about the space of a search, for plans that bypassed the checks of the config. */
import { errorsOf } from "./message";

const config = errorsOf("config");

const listed = (values: readonly number[]) => `[${values.join(", ")}]`;

export const searchMessages = {
  "search-grid/list": config<{ path: string; values: readonly number[] }>(
    ({ path, values }) =>
      `${path}: a grid needs a list of values; write {"choice": ${listed(values)}} ` +
      'with the values to try, or use the search "random" or "tpe"',
  ),
  "search-grid/large": config<{ most: number }>(
    ({ most }) => `the grid has more than ${most} points; leave out values, or use the search "random" or "tpe"`,
  ),
  "search-when/circle": config<{ path: string }>(
    ({ path }) => `${path}: its "when" depends on itself; remove one "when"`,
  ),
  "search-when/unknown": config<{ path: string; named: string }>(
    ({ path, named }) =>
      `${path}: its "when" names ${named}, which neither the sweep nor the config sets; set it, or correct its name`,
  ),
  "search-bounds/order": config<{ path: string; low: number; high: number }>(
    ({ path, low, high }) => `${path}: starts at ${low} and ends at ${high}; give the smaller number first`,
  ),
  "search-bounds/log": config<{ path: string; low: number }>(
    ({ path, low }) => `${path}: a logarithmic range cannot start at ${low}; start above 0, or leave out "log"`,
  ),
  "search-bounds/integer": config<{ path: string }>(
    ({ path }) => `${path}: has bounds that are not whole numbers; round them, or write a range`,
  ),
  "search-choice": config<{ path: string }>(
    ({ path }) => `${path}: lists no value, or one twice; list each value once`,
  ),
};
