/** The user's consent applies to exactly the lines that were shown, and to the groups of one config. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureAccepted } from "../../src/executors/accepted";
import { temporaryFolder } from "../launch/temporary";

describe("accepted lines", () => {
  let folder: { path: string; remove(): void };
  beforeEach(() => {
    folder = temporaryFolder("accepted");
  });
  afterEach(() => folder.remove());

  const group = "/home/ann/runs/iris/sweep-1";
  const linesOf = (path: string) => [`qsub -t 1-4 node worker ${path}`];
  const own = () => join(folder.path, "own");
  /** Returns the text shown to the user; undefined if the user is not asked. */
  async function shown(lines: string[], { of = group, says = true } = {}): Promise<string | undefined> {
    let text: string | undefined;
    const ask = async (each: string) => {
      text = each;
      return says;
    };
    await ensureAccepted(lines, of, ask, own());
    return text;
  }

  it("are shown once, and known from then on, also for the next group of the config", async () => {
    assert.equal(await shown(linesOf(group)), "qsub -t 1-4 node worker /home/ann/runs/iris/sweep-1");
    assert.equal(await shown(linesOf(group)), undefined);
    const next = "/home/ann/runs/iris/sweep-2";
    assert.equal(await shown(linesOf(next), { of: next }), undefined);
  });

  it("are no consent to other lines, or to the same in another place", async () => {
    await shown(linesOf(group));
    const elsewhere = "/home/bob/runs/iris/sweep-1";
    const others: [string[], string][] = [
      [[`${linesOf(group)[0]}; rm x`], group],
      [[...linesOf(group), "true"], group],
      [linesOf(group), elsewhere],
      [linesOf(elsewhere), elsewhere],
    ];
    for (const [lines, of] of others) assert.equal(await shown(lines, { of }), lines.join("\n"));
  });

  it("that a person refuses are refused, and shown again the next time", async () => {
    for (let i = 0; i < 2; i++) {
      await assert.rejects(shown(linesOf(group), { says: false }), { code: "executor-not-accepted" });
    }
    assert.ok(await shown(linesOf(group)));
  });

  it("run where they cannot be kept, and are shown again the next time", async () => {
    writeFileSync(own(), "a file where the folder would be");
    for (let i = 0; i < 2; i++) assert.equal(await shown(linesOf(group)), linesOf(group)[0]);
  });

  it("are kept as text, for a person to read", async () => {
    await shown(linesOf(group));
    const [file] = readdirSync(own());
    const text = readFileSync(join(own(), file), "utf8");
    assert.equal(text, "# In /home/ann/runs/iris\nqsub -t 1-4 node worker /home/ann/runs/iris/{group}\n");
  });

  it("are shown with what would hide a part of them", async () => {
    const text = await shown(["echo a\tb", "echo \u001b[2K\rno", "\u202eoh"]);
    assert.equal(text, "echo a\tb\necho \\u{1b}[2K\\u{d}no\n\\u{202e}oh");
  });
});
