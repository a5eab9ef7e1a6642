/** Work on a file, whose format errors get the file's name. */
import { nameFile } from "./errors";

export function naming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw nameFile(error, file);
  }
}

export async function namingLater<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw nameFile(error, file);
  }
}
