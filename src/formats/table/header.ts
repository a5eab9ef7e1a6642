/** Detects if a table's first line has the column names, even if the names are numbers such as years. */
import { isMoment } from "./date";
import { plainNumber } from "./number";

/** Returns true for a missing value or a number in any notation. */
type IsNumber = (field: string) => boolean;

interface Column {
  first: string;
  rest: string[];
  /** True if all following values are numbers. */
  numeric: boolean;
}

/** Returns "open" if the numbers of the first line may be names or an example. */
export function seemsHeader(first: readonly string[], rows: readonly string[][], isNumber: IsNumber): boolean | "open" {
  // A first column of row numbers often has no name.
  if (first[0] === "" && first.length > 2) {
    return seemsHeader(
      first.slice(1),
      rows.map((row) => row.slice(1)),
      isNumber,
    );
  }
  const columns = first.map((field, i): Column => {
    const rest = rows.map((row) => row[i] ?? "").filter((each) => each !== "");
    return { first: field, rest, numeric: rest.length > 0 && rest.every(isNumber) };
  });
  if (datesAboveDates(columns, isNumber)) return false;
  const named = columns.filter(({ first }) => first !== "");
  if (named.length === 0) return false;
  const numbers = named.filter(({ first }) => isNumber(first));
  if (numbers.length === 0) return !areData(first, rows);
  if (rows.length === 0 || !areNames(numbers)) return false;
  if (numbers.length === named.length) return countUp(first, rows);
  const texts = named.filter(({ first }) => !isNumber(first));
  // A text above numbers, or a text that does not occur in the categories below it.
  const above = texts.some(({ numeric }) => numeric);
  const unknown = texts.some(({ first, rest }) => !rest.includes(first) && new Set(rest).size <= rest.length / 2);
  const known = texts.some(({ first, rest, numeric }) => !numeric && rest.includes(first));
  if (known) return false;
  if (above || (unknown && (numbers.every(differs) || areYearsAboveOthers(numbers)))) return true;
  // Next to texts that hardly repeat, such as names of countries.
  if (areYearsAboveOthers(numbers)) return true;
  return numbers.length >= 3 && numbers.every(differs) ? "open" : false;
}

/** Returns true if dates above dates make the line an example: no other column has a name above dates or numbers. */
function datesAboveDates(columns: readonly Column[], isNumber: IsNumber): boolean {
  const dates = columns.filter(({ rest }) => rest.length > 0 && rest.every(isMoment));
  if (dates.length === 0 || !dates.every(({ first }) => isMoment(first))) return false;
  return columns.every(({ first, numeric }) => !numeric || isNumber(first));
}

/** Returns true if all texts of the line occur again below, other than in a repeated header: these are no names. */
function areData(first: readonly string[], rows: readonly string[][]): boolean {
  const others = rows.filter((row) => row.some((field, i) => field !== first[i]));
  return others.length >= 5 && first.every((field, i) => others.some((row) => row[i] === field));
}

/** Returns true for distinct unsigned integers in steps of one, or years. */
function areNames(columns: Column[]): boolean {
  const names = columns.map(({ first }) => first);
  if (!names.every((name) => /^\d{1,9}$/.test(name)) || new Set(names).size < names.length) return false;
  const values = names.map(Number);
  const areYears = values.every(isYear);
  const steps = new Set(values.slice(1).map((value, i) => value - values[i]));
  return areYears ? steps.size <= 1 : values[0] <= 1 && (steps.size === 0 || (steps.size === 1 && steps.has(1)));
}

const isYear = (value: number): boolean => value >= 1800 && value <= 2200;

/** Returns true for at least two years, each above numbers that are not all years. */
const areYearsAboveOthers = (columns: Column[]): boolean =>
  columns.length > 1 &&
  columns.every(({ first, rest }) => isYear(Number(first)) && rest.some((field) => !isYear(Number(field))));

/** Returns true if a number differs in kind from all numbers below it, or is outside their range. */
function differs({ first, rest }: Column): boolean {
  const value = Number(first);
  const numbers = rest.map(plainNumber).filter((each) => each !== undefined);
  if (numbers.length === 0 || numbers.some((each) => !Number.isInteger(each))) return true;
  return value < Math.min(...numbers) || value > Math.max(...numbers);
}

/**
 * Detects 0, 1, 2, … or 1, 2, 3, … or years across the whole line, above numbers of another kind. Above numbers of the
 * same kind they may be an example ("open").
 */
function countUp(first: readonly string[], rows: readonly string[][]): boolean | "open" {
  const values = first.map(Number);
  if (values.length < 2 || values.some((value, i) => value !== values[0] + i)) return false;
  if (values.length < 3 && !isYear(values[0])) return false;
  const columns = first.map((name, i) => ({ first: name, rest: rows.map((row) => row[i] ?? ""), numeric: true }));
  const areOthers = areYearsAboveOthers(columns) || columns.filter(differs).length >= columns.length / 2;
  if (rows.length < 2 || continues(values, rows[0])) return false;
  return areOthers || "open";
}

/** Returns true if the next line continues the sequence: 0, 1, 2 above 3, 4, 5. */
const continues = (values: number[], next: string[]): boolean =>
  values.every((value, i) => Number(next[i]) === value + values.length);
