/**
 * Locations of control sockets and their tokens: a folder that only the user can enter. On Windows the socket is a
 * named pipe, and the token is in the user's application data folder.
 */
import { lstat, mkdir } from "node:fs/promises";
import { connect, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import { NetworkError } from "../core/errors";

/** Calls of the operating system, which tests replace. */
export interface SocketSystem {
  readonly platform: NodeJS.Platform;
  /** Undefined on Windows. */
  readonly uid: number | undefined;
  readonly environment: Record<string, string | undefined>;
  readonly temporary: string;
  connect(address: string): Socket;
  listen(server: Server, address: string): void;
}

export const socketSystem = (): SocketSystem => ({
  platform: process.platform,
  uid: process.getuid?.(),
  environment: process.env,
  temporary: tmpdir(),
  connect: (address) => connect(address),
  listen: (server, address) => void server.listen(address),
});

/** Limit of a socket's path: kernels allow 104 or 108 bytes, including a terminating zero. */
const maxPathBytes = 100;
const pipePrefix = "\\\\.\\pipe\\matrix-network-";
const isKey = (text: string) => /^[0-9a-f]{12}$/.test(text);
/** Errors of a parent folder that is missing or another user's, as after `su`: the next location is tried. */
const tryNext = new Set(["ENOENT", "ENOTDIR", "EACCES", "EPERM", "EROFS"]);

export interface SocketFolder {
  folder: string;
  addressOf(key: string): string;
}

/** Creates the folder if missing. Throws if no folder is accessible to the user alone. */
export async function openSocketFolder(system: SocketSystem): Promise<SocketFolder> {
  if (system.platform === "win32") {
    const folder = tokenFolder(system);
    await mkdir(folder, { recursive: true });
    return { folder, addressOf: (key) => `${pipePrefix}${key}` };
  }
  let failure: unknown;
  for (const folder of foldersOf(system)) {
    const addressOf = (key: string) => join(folder, `${key}.sock`);
    if (Buffer.byteLength(addressOf("0".repeat(12))) >= maxPathBytes) continue;
    try {
      await mkdir(folder, { mode: 0o700 }).catch(ignoring("EEXIST"));
      await assertPrivate(folder, system);
      return { folder, addressOf };
    } catch (error) {
      failure = error;
      if (!tryNext.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }
  throw failure;
}

function foldersOf({ environment, temporary, uid }: SocketSystem): string[] {
  const runtime = environment.XDG_RUNTIME_DIR;
  const bases = [...(runtime && isAbsolute(runtime) ? [runtime] : []), temporary, "/tmp"];
  return bases.map((base) => join(base, `matrix-network-${uid}`));
}

const tokenFolder = ({ environment, temporary }: SocketSystem) =>
  join(environment.LOCALAPPDATA ?? temporary, "matrix-network", "sockets");

/** Throws if others can enter the folder, or own it. */
export async function assertPrivate(folder: string, { platform, uid }: SocketSystem): Promise<void> {
  // A user's application data folder is private.
  if (platform === "win32") return;
  const found = await lstat(folder);
  const owned = found.isDirectory() && found.uid === uid;
  if (!owned) throw new NetworkError("control-folder/owner", { folder });
  if ((found.mode & 0o077) !== 0) throw new NetworkError("control-folder/mode", { folder });
}

/** Returns the token file of an address; undefined for an address of another form. */
export function tokenFileOf(address: string, system: SocketSystem): string | undefined {
  if (system.platform === "win32") {
    const key = address.startsWith(pipePrefix) ? address.slice(pipePrefix.length) : "";
    return isKey(key) ? join(tokenFolder(system), `${key}.token`) : undefined;
  }
  const name = basename(address);
  const key = name.slice(0, -".sock".length);
  const isOurs = isAbsolute(address) && name === `${key}.sock` && isKey(key);
  return isOurs ? join(dirname(address), `${key}.token`) : undefined;
}

/** Returns the key in a file name of the folder. */
export const keyOf = (name: string): string | undefined => {
  const [key, ...rest] = name.split(".");
  return isKey(key) && ["sock", "token"].includes(rest.join(".")) ? key : undefined;
};

const ignoring =
  (...codes: string[]) =>
  (error: NodeJS.ErrnoException): void => {
    if (!codes.includes(error.code ?? "")) throw error;
  };
