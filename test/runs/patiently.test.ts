/** File operations that Windows refuses while another process has the file open. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { renameToNew } from "../../src/runs/newFolder";
import { patiently } from "../../src/runs/patiently";
import { TemporaryFolder } from "./folder";

describe("a file operation", () => {
  const failure = (code: string) => Object.assign(new Error(code), { code, syscall: "rename" });

  /** Returns the number of attempts and the milliseconds slept of an operation that fails first with these errors. */
  async function attemptsOn(platform: NodeJS.Platform, codes: readonly string[]) {
    let attempts = 0;
    let slept = 0;
    const sleep = async (milliseconds: number) => {
      slept += milliseconds;
    };
    const attempt = async () => {
      const code = codes[attempts++];
      if (code !== undefined) throw failure(code);
    };
    const problem = await patiently(attempt, { platform, sleep }).catch(({ code }) => code as string);
    return { attempts, slept, ...(problem !== undefined && { problem }) };
  }

  it("is repeated on Windows while another process has the file open", async () => {
    assert.deepEqual(await attemptsOn("win32", ["EPERM", "EBUSY", "EACCES"]), { attempts: 4, slept: 70 });
  });

  it("fails on Windows with its error after 1.3 seconds, and with any other error at once", async () => {
    const always = Array.from({ length: 20 }, () => "EPERM");
    assert.deepEqual(await attemptsOn("win32", always), { attempts: 11, slept: 1300, problem: "EPERM" });
    assert.deepEqual(await attemptsOn("win32", ["ENOSPC"]), { attempts: 1, slept: 0, problem: "ENOSPC" });
  });

  it("fails at once on other systems, where the error is one of rights", async () => {
    for (const platform of ["linux", "darwin"] as const) {
      assert.deepEqual(await attemptsOn(platform, ["EPERM"]), { attempts: 1, slept: 0, problem: "EPERM" });
    }
  });

  it("that renames a folder finds the name taken by the error of Windows, too", async () => {
    const folder = new TemporaryFolder();
    const taken = join(folder.path, "taken");
    mkdirSync(taken);
    const refuse = async () => {
      throw failure("EPERM");
    };
    try {
      assert.equal(await renameToNew(join(folder.path, "from"), taken, refuse), false);
      await assert.rejects(renameToNew(join(folder.path, "from"), `${taken}2`, refuse), { code: "run-no-access" });
    } finally {
      folder.remove();
    }
  });
});
