/** A random table of numbers and texts, before a program writes it. */
import { Draw } from "./draw";
import { type Decimal, drawNumber, type NumberKind, numberKinds, numberOf } from "./numbers";

export interface NumberColumn {
  name: string;
  kind: NumberKind;
  numbers: (Decimal | undefined)[];
}

interface TextColumn {
  name: string;
  texts: (string | undefined)[];
}

export type TableColumn = NumberColumn | TextColumn;

export const isNumbers = (column: TableColumn): column is NumberColumn => "numbers" in column;

export interface DrawnTable {
  rows: number;
  /** The last column is the label. */
  columns: TableColumn[];
  label: "texts" | "numbers of classes" | "quantity";
  hasMissing: boolean;
}

const words = ["north", "south", "Süd", "O'Brien", "a, b", "x;y", "TRUE", "A1", "B-2", "low level", 'say "so"', "None"];
const simpleWords = words.filter((word) => /^[\w-]+$/.test(word) && word !== "None");
const names = ["age", "income", "Größe", "len gth", "weight.kg", "x1", "price", "height", "temp", "b_2"];

/** @param isPlain only numbers, none missing, and a numeric label */
export function drawTable(seed: number, isPlain: boolean): DrawnTable {
  const draw = new Draw(seed);
  const rows = draw.whole(4, 60);
  const count = draw.whole(2, 6);
  const taken = draw.whole(0, names.length - 1);
  const hasMissing = !isPlain && draw.chance(0.4);
  const gaps = () => (hasMissing && draw.chance(0.5) ? 0.15 : 0);
  const columns = Array.from({ length: count }, (_, i): TableColumn => {
    const name = names[(taken + i) % names.length];
    if (isPlain || i === 0 || draw.chance(0.75)) {
      const kind = numberKinds[draw.of(Object.keys(numberKinds))];
      return { name, kind, numbers: withGaps(draw, rows, gaps(), () => drawNumber(draw, kind)) };
    }
    const few = draw.chance(0.5) ? simpleWords : words;
    const chosen = [0, 1, 2].map(() => draw.of(few));
    return { name, texts: withGaps(draw, rows, gaps(), () => draw.of(chosen)) };
  });
  const label = isPlain ? draw.of(["numbers of classes", "quantity"] as const) : draw.of(labels);
  columns.push(labelColumn(draw, rows, label));
  return { rows, columns, label, hasMissing: columns.some((column) => cellsOf(column).includes(undefined)) };
}

const labels = ["texts", "texts", "numbers of classes", "quantity"] as const;

function labelColumn(draw: Draw, rows: number, label: DrawnTable["label"]): TableColumn {
  if (label === "texts") {
    const classes = draw.chance(0.5) ? ["yes", "no"] : ["setosa", "groß", "virginica"];
    return {
      name: "kind",
      texts: Array.from(
        { length: rows },
        (_, i) => classes[i < 3 ? i % classes.length : draw.whole(0, classes.length - 1)],
      ),
    };
  }
  const kind =
    label === "quantity" ? numberKinds[draw.of(["tenths", "hundredths", "money", "large counts"])] : numberKinds.flags;
  const numbers = Array.from({ length: rows }, (_, i) =>
    label === "quantity" ? drawNumber(draw, kind) : { mantissa: i < 2 ? i : draw.whole(0, 1), places: 0 },
  );
  return { name: label === "quantity" ? "target" : "class", kind, numbers };
}

/** Keeps the first two values, because a column without values is refused. */
const withGaps = <Value>(draw: Draw, rows: number, share: number, make: () => Value): (Value | undefined)[] =>
  Array.from({ length: rows }, (_, i) => {
    const value = make();
    return i > 1 && draw.chance(share) ? undefined : value;
  });

export const cellsOf = (column: TableColumn): readonly (Decimal | string | undefined)[] =>
  isNumbers(column) ? column.numbers : column.texts;

/** Returns the numbers of a numeric column for comparison. */
export const valuesOf = ({ numbers }: NumberColumn): (number | undefined)[] =>
  numbers.map((number) => number && numberOf(number));
