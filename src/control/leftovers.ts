/** Removes sockets and tokens of killed trainings, on which no process listens, when the next training starts. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { keyOf, type SocketFolder, type SocketSystem } from "./socketFolder";

/** Minimum age: younger ones may be about to listen. Both times are of this machine. */
const youngMilliseconds = 60_000;

export async function removeLeftovers(
  { folder, addressOf }: SocketFolder,
  system: SocketSystem,
  now = Date.now(),
): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const keys = new Map<string, string[]>();
  for (const name of names) {
    const key = keyOf(name);
    if (key) keys.set(key, [...(keys.get(key) ?? []), join(folder, name)]);
  }
  await Promise.all(
    [...keys].map(async ([key, files]) => {
      const times = await Promise.all(files.map((file) => stat(file).then(({ mtimeMs }) => mtimeMs)));
      if (times.some((time) => now - time < youngMilliseconds)) return;
      if (await isSilent(addressOf(key), system)) await Promise.all(files.map((file) => rm(file, { force: true })));
    }),
  ).catch(() => {});
}

function isSilent(address: string, system: SocketSystem): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = system.connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code === "ECONNREFUSED" || code === "ENOENT"));
  });
}
