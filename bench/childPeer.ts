/** Another program as a contender: it prints its description, then trains an epoch per input line. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Contender, Epoch } from "./contender";
import type { Work } from "./work";

/** Starts a peer. Rejects with its last output if it ends before it is ready. */
export async function childPeer(name: string, command: string[], work: Work): Promise<Contender> {
  const { folder, shape, batchSize, learningRate, l2 } = work;
  const hidden = shape.slice(1, -1).join(",");
  const settings = { "--hidden": hidden, "--batch": batchSize, "--eta": learningRate, "--lmbda": l2 };
  const [program, ...args] = [...command, folder, ...Object.entries(settings).flat().map(String)];
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-2000);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`${name}: ended with ${code}: ${said.trim().split("\n").at(-1)}`)));
  });
  gone.catch(() => {});
  const next = async () => JSON.parse((await Promise.race([lines.next(), gone])).value ?? (await gone));
  const { ready } = await next();
  return {
    name,
    description: ready,
    async epoch(): Promise<Epoch> {
      child.stdin.write("epoch\n");
      return next();
    },
    async close() {
      child.stdin.end();
      await gone.catch(() => {});
    },
  };
}
