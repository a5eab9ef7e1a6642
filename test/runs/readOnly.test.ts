/** A read-only file system is reported as such, not as missing permissions. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { about } from "../../src/runs/errors";
import { writeLabel } from "../../src/runs/label";
import { Session } from "../../src/trainer/session/session";
import { irisConfig, Workspace } from "../trainer/workspace";

const readOnly = {
  code: "run-read-only",
  exitCode: 5,
  message: /: the file system is read-only; keep runs elsewhere with --runs /,
};

describe("a read-only file system", () => {
  for (const syscall of ["open", "mkdir", "rename", "unlink", "access"]) {
    it(`is named where ${syscall} fails`, async () => {
      const fail = async () => {
        throw Object.assign(new Error("EROFS"), { code: "EROFS", syscall });
      };
      await assert.rejects(about("/runs/iris", fail), readOnly);
    });
  }

  describe("that is mounted", () => {
    let folder: string;
    let workspace: Workspace;

    before(function () {
      folder = mkdtempSync(join(tmpdir(), "read-only-"));
      workspace = new Workspace();
      try {
        execFileSync("mount", ["-t", "tmpfs", "tmpfs", folder], { stdio: "ignore" });
      } catch {
        // Only root may mount.
        this.skip();
      }
    });
    after(() => {
      try {
        execFileSync("umount", [folder], { stdio: "ignore" });
      } catch {
        // It was not mounted.
      }
      rmSync(folder, { recursive: true, force: true });
      workspace.remove();
    });

    it("is named by a training, in a new runs folder and in one that is there, by a resume and a label", async () => {
      const config = workspace.write(irisConfig({ training: { epochs: 1 } }));
      await new Session({ train: config }).run();
      const run = join(folder, "runs", "run");
      mkdirSync(join(folder, "runs"));
      cpSync(workspace.runs()[0], run, { recursive: true });
      execFileSync("mount", ["-o", "remount,ro", folder]);
      await assert.rejects(new Session({ train: config, runsDir: join(folder, "new", "er") }).run(), readOnly);
      await assert.rejects(new Session({ train: config, runsDir: join(folder, "runs") }).run(), readOnly);
      await assert.rejects(new Session({ resume: run, epochs: 2 }).run(), readOnly);
      await assert.rejects(writeLabel(run, { name: "first" }), readOnly);
    });
  });
});
