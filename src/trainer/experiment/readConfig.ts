/** Reads the text of a config file, up to a maximum size; errors give the reason in one line. */
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { NetworkError } from "../../core/errors";
import { NotOrdinaryError, readOrdinaryFile, TooLargeError } from "../../formats/ordinaryFile";

const maxBytes = 2 ** 20;
/** Paths that a shell substitutes for a file: `check /dev/stdin`, `check <(…)`. */
const shellPipe = /^\/(dev\/stdin|(dev|proc\/self)\/fd\/\d+)$/;

export async function readConfig(file: string): Promise<string> {
  try {
    return (await readOrdinaryFile(file, maxBytes)).toString("utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new NetworkError("config-unreadable/missing", { file });
    if (code === "EISDIR") throw await isFolder(file);
    if (error instanceof NotOrdinaryError) {
      if (shellPipe.test(file)) return readPipe(file);
      throw new NetworkError("config-unreadable/kind", { file });
    }
    if (error instanceof TooLargeError) throw tooLarge(file);
    throw new NetworkError("config-unreadable", { file, reason: message });
  }
}

/** Returns the folder that should contain a config's data: the current folder, or that of a config from elsewhere. */
export function workFolder(file: string): string {
  const folder = dirname(resolve(file));
  return relative(process.cwd(), folder).startsWith("..") ? folder : process.cwd();
}

const tooLarge = (file: string) => new NetworkError("config-unreadable/large", { file, limit: maxBytes / 2 ** 20 });

async function readPipe(file: string): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of createReadStream(file)) {
    parts.push(part as Buffer);
    length += (part as Buffer).length;
    if (length > maxBytes) throw tooLarge(file);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** Returns the error for a folder: it names a config in it, or other commands for a group or a run. */
async function isFolder(folder: string): Promise<NetworkError> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.includes("group.json")) return new NetworkError("config-unreadable/group", { folder });
  if (names.includes("manifest.json")) return new NetworkError("config-unreadable/run", { folder });
  const configs = names.filter((name) => name.endsWith(".network.json")).sort();
  const first = configs.length === 0 ? undefined : join(folder, configs[0]);
  return new NetworkError("config-unreadable/folder", { folder, ...(first && { first }), configs: configs.length });
}
