/** Errors about cross-validation: how data is divided into folds, and how these are trained. */
import { errorsOf } from "./message";

const data = errorsOf("data");
const config = errorsOf("config");

export const foldMessages = {
  "folds-too-many": config<{ folds: number; examples: number }>(
    ({ folds, examples }) => `data.validation: ${examples} examples cannot be divided into ${folds} folds; take fewer`,
  ),
  "folds-too-many/ordered": config<{ folds: number; examples: number }>(
    ({ folds, examples }) =>
      `data.validation: ${folds} ordered folds need ${folds + 1} examples, and there are ${examples}; take fewer`,
  ),
  "folds-too-many/groups": config<{ folds: number; groups: number }>(
    ({ folds, groups }) =>
      `data.validation: ${groups === 1 ? "1 group" : `${groups} groups`} cannot be divided into ${folds} folds; take fewer`,
  ),
  "folds-too-many/empty": config<{ folds: number; found: number }>(
    ({ folds, found }) =>
      `data.validation: the groups are so uneven that they fill only ${found} of ${folds} folds; take fewer`,
  ),
  "fold-group": data<{ where: string; column: string }>(
    ({ where, column }) =>
      `${where}: column "${column}", which data.validation.group names, has no value here; fill it in, or remove the row`,
  ),
};
