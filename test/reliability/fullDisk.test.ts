/**
 * A full disk: the training reports it and ends, saved files stay complete, and with free space it resumes to the same
 * end.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { RandomStream } from "../../src/core/random";
import { readRun } from "../../src/runs/summary";
import { bundled } from "../bundled";
import { amount, firstSeed, fullOf, recorded } from "../soak";
import { type Ended, FaultyTraining } from "./faultyTraining";

const seed = firstSeed();
const [writes, disks] = ["full-disk-writes", "full-disks"].map((id) => amount(fullOf(id)));

/** Runs a script with its own mounts, which end with it. */
const inOwnMounts = (script: string) => ["-m", "sh", "-c", script] as const;
const canMount =
  process.platform === "linux" &&
  spawnSync("unshare", inOwnMounts("mount -t tmpfs -o size=64k tmpfs /tmp")).status === 0;

describe("a training on a full disk", function () {
  this.timeout(1_800_000);
  let training: FaultyTraining;
  before(async () => {
    training = await FaultyTraining.prepare();
  });
  after(() => training.workspace.remove());

  const saysSo = ({ code, stderr }: Pick<Ended, "code" | "stderr">, where: string) => {
    assert.equal(code, 5, `${where}: ${stderr}`);
    assert.match(stderr, /^.*: the disk is full; .*\n$/, where);
  };

  it(`says so, and can be resumed: ${writes} places from seed ${seed}`, () =>
    recorded("full-disk-writes", writes, async (held) => {
      const random = new RandomStream(seed, "sample");
      let resumed = 0;
      for (let i = 0; i < writes; i++) {
        const operation = 1 + Math.floor(((i + random.uniform(2 * i)) / writes) * 0.95 * training.operations);
        const fault = `full:${operation}:${random.uniform(2 * i + 1)}`;
        saysSo(await training.call(fault, ["train", training.config]), fault);
        const run = training.run();
        if (run) {
          assert.match((await readRun(run)).state, /^(failed|crashed)$/, fault);
          if (existsSync(join(run, "last.npz"))) {
            await training.resume(run);
            resumed++;
          }
        }
        training.clear();
        held();
      }
      assert.ok(resumed > writes / 2, `${resumed} of ${writes} had something to go on from`);
    }));

  if (canMount)
    it(`says so, and can be resumed, on ${disks} file systems that are too small, from seed ${seed}`, () =>
      recorded("full-disks", disks, async (held) => {
        const random = new RandomStream(seed + 1, "sample");
        const cli = await bundled("src/cli/main.ts");
        const disk = join(training.workspace.path, "disk");
        const kept = join(training.workspace.path, "kept");
        mkdirSync(disk);
        let fits = 0;
        for (let i = 0; i < disks; i++) {
          // Size in pages; a whole run takes about 20.
          const pages = 1 + Math.floor(((i + random.uniform(i)) / disks) * 24);
          const node = `"${process.execPath}" "${cli}"`;
          const script = `mount -t tmpfs -o size=${4 * pages}k tmpfs "${disk}" || exit 1
            cd "${training.workspace.path}"; mkdir -p "${kept}"
            ${node} train iris.network.json --runs "${disk}" > /dev/null 2> "${kept}/stderr"; echo $? > "${kept}/code"
            mount -o remount,size=16m "${disk}"
            for run in "${disk}"/iris/2*; do ${node} resume "$run" > /dev/null 2> "${kept}/resumed"; done
            cp -r "${disk}" "${kept}/runs"`;
          const { status, stderr } = spawnSync("unshare", inOwnMounts(script), { encoding: "utf8" });
          const where = `${4 * pages} kB`;
          assert.equal(status, 0, `${where}: ${stderr}`);
          const read = (name: string) => readFileSync(join(kept, name), "utf8");
          const [code, said] = [Number(read("code")), read("stderr")];
          // Some disks are just large enough.
          if (code === 0) fits++;
          else saysSo({ code, stderr: said }, where);
          const folder = join(kept, "runs", "iris");
          const runs = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(".")) : [];
          if (runs.length > 0 && existsSync(join(folder, runs[0], "last.npz"))) {
            cpSync(join(folder, runs[0]), join(training.runsDir, "iris", runs[0]), { recursive: true });
            await training.isWhole(training.run() ?? "");
            training.clear();
          }
          rmSync(kept, { recursive: true });
          held();
        }
        assert.ok(fits <= disks / 2, `a run fits on ${fits} of ${disks}`);
      }));
});
