/** Which fields of a table are missing: what the config says, or the usual words unless they are values of a column. */
import { isMissing } from "../fields";
import type { TableReader } from "../tableReader";

type IsMissing = (field: string) => boolean;

export function missingOf({
  given,
  form,
  rules,
}: Pick<TableReader, "given" | "form" | "rules">): (column: string) => IsMissing {
  if (rules === 1) return () => isMissing;
  const said = given?.missingValues && new Set(["", ...given.missingValues]);
  const usual: IsMissing = said ? (field) => said.has(field) : isMissing;
  const { values } = form;
  if (!values) return () => usual;
  return (column) => {
    const words = Object.hasOwn(values, column) ? values[column] : [];
    return words.length === 0 ? usual : (field) => usual(field) && !words.includes(field);
  };
}
