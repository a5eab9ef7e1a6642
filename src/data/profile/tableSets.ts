/** Which examples of a table are in which set: divided as training divides them, without their values. */
import type { DataConfig } from "../../config/schema";
import type { Table } from "../source";
import { beforeFolds, split } from "../split";

/** Bytes of a row number, which stands for the example's inputs. */
const bytes = 4;

/** A table whose "inputs" are row numbers, so that the split moves these. */
function numbered(count: number, labels: Int32Array | Float32Array): Table {
  const numbers = Uint32Array.from({ length: count }, (_, row) => row);
  return { count, values: new Uint8Array(numbers.buffer), labels };
}

const numbersOf = ({ values, count }: Table): Uint32Array => new Uint32Array(values.slice(0, count * bytes).buffer);

/**
 * Returns the set of each example: 1 training, 2 validation, 3 test, 0 none; those of a test table follow.
 * @param labels [count]: the class of each example, if there are classes
 * @param tested number of examples of the test table
 */
export function tableSets(
  data: DataConfig,
  {
    count,
    labels,
    tested,
    seed,
    name,
  }: {
    count: number;
    labels: Int32Array | undefined;
    tested: number | undefined;
    seed: number;
    name: string;
  },
): Uint8Array {
  const train = numbered(count, labels?.slice(0, count) ?? new Float32Array(count));
  const test = tested === undefined ? undefined : numbered(tested, new Float32Array(tested));
  const source = { name, inputs: bytes, train, test, isDrawn: true, sha256: {} };
  const { validation } = data;
  const asked = validation && "folds" in validation ? beforeFolds(validation) : validation;
  const parts = split(source, { ...data, validation: asked }, seed);
  const sets = new Uint8Array(count + (tested ?? 0));
  for (const row of numbersOf(parts.train)) sets[row] = 1;
  if (parts.validation) for (const row of numbersOf(parts.validation)) sets[row] = 2;
  if (test) sets.fill(3, count);
  else if (parts.test) for (const row of numbersOf(parts.test)) sets[row] = 3;
  return sets;
}
