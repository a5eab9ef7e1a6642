/** Finds free ports of this machine. */
import { createServer } from "node:net";

export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve) =>
        server.once("listening", () => resolve((server.address() as { port: number }).port)),
      ),
  );
  const found = await Promise.all(ports);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return found;
}
