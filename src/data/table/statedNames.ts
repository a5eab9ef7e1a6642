/** Names outside a header: of classes in a first line of counts, of columns in a comment. */
import { plainNumber } from "../../formats/table/number";
import { splitHead } from "../../formats/table/split";

/** Reads "150,4,setosa,versicolor,virginica": the numbers of rows and inputs, and the names of classes 0, 1, 2. */
export function classesOfCounts(first: string[], rows: string[][], width: number): string[] | undefined {
  const [count, inputs, ...classes] = first;
  if (rows.length === 0 || classes.length < 2 || Number(inputs) !== width - 1) return undefined;
  if (!/^\d+$/.test(count ?? "") || Number(count) < rows.length) return undefined;
  if (classes.some((name) => name === "" || plainNumber(name) !== undefined)) return undefined;
  const labels = new Set(rows.map((fields) => fields[width - 1]));
  return [...labels].every((label) => Number(label) >= 0 && Number(label) < classes.length) ? classes : undefined;
}

/** Reads "# a,b,label" above numbers, the header of numpy.savetxt. */
export function namesOfComment(
  comment: string | undefined,
  delimiter: string,
  records: string[][],
  isNumber: (field: string) => boolean,
): string[] | undefined {
  if (!comment || records.length === 0 || !records[0].some(isNumber)) return undefined;
  const [names] = splitHead(comment, { delimiter }, 1).map(({ fields }) => fields);
  const areNames = names?.length === records[0].length && names.every((name) => name !== "" && !isNumber(name));
  return areNames && new Set(names).size === names.length && names.length > 1 ? names : undefined;
}
