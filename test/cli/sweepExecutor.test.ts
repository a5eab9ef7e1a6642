/** A sweep whose workers an executor starts: `sweep` on the command line, with simulated Slurm programs. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSweep } from "../../src/trainer/group/createSweep";
import { until } from "../e2e/until";
import { identityOf, irisSweep } from "../trainer/group/sweeps";
import { FakeSlurm } from "./fakeSlurm";
import { type Outcome, Terminal } from "./terminal";

describe("sweep by an executor", function () {
  this.timeout(120_000);
  let terminal: Terminal;
  let slurm: FakeSlurm;
  before(function () {
    if (process.platform === "win32") this.skip();
  });
  beforeEach(() => {
    const place = new Terminal();
    slurm = new FakeSlurm(join(place.path, "cluster"));
    terminal = new Terminal(slurm.environment);
    places.push(place, terminal);
  });
  const places: Terminal[] = [];
  afterEach(() => {
    for (const place of places.splice(0)) place.remove();
  });

  const write = (executor?: object, config: object = {}) =>
    terminal.write("iris.network.json", irisSweep({ ...config, sweep: { ...(executor && { executor }) } }));
  const bySlurm = { type: "slurm", workers: 2, node: process.execPath } as const;
  const groups = () => {
    const folder = join(terminal.path, ".matrix-network", "iris");
    return existsSync(folder) ? readdirSync(folder) : [];
  };
  /** Returns the arguments of the command that a line of stderr suggests. */
  const proposed = (stderr: string, word: string) => {
    const [, line] = new RegExp(`^${word} +node \\S+ (.+)$`, "m").exec(stderr) ?? [];
    assert.ok(line, stderr);
    return line.split(" ");
  };
  const over = ({ code, stdout, stderr }: Outcome) => {
    assert.match(stdout, /^over: 6 trials done$/m, stderr);
    assert.equal(code, 0);
  };

  it("runs no line that nobody has accepted, and asks for each line once", async () => {
    write({ ...bySlurm, setup: ["export GREETING=hello"] });
    const refused = await terminal.call("sweep", "iris.network.json");
    assert.deepEqual([refused.code, refused.stdout, slurm.arrays, groups()], [2, "", [], []]);
    const [title, , sbatch, ...rest] = refused.stderr.split("\n");
    assert.match(
      title,
      /^This starts workers of \.matrix-network\/iris\/sweep-\S+ by Slurm, as jobs named matrix-network-/,
    );
    assert.match(sbatch, /^ {4}sbatch --parsable --job-name=matrix-network-sweep-\S+ --array=0-1 .* <<'END'$/);
    assert.deepEqual([rest[0], rest[1]], ["    #!/bin/bash", "    export GREETING=hello"]);
    assert.match(rest[2], /^ {4}exec \/\S*node \S+\.js worker \/\S+\/sweep-\S+$/);
    assert.match(rest[4], /^ {4}# To cancel: scancel --user=\S+ --name=matrix-network-sweep-\S+$/);
    assert.match(rest.at(-2) ?? "", /lines that start the workers were not accepted; .* answer yes or add --yes$/);

    const accepted = await terminal.call("sweep", "iris.network.json", "--yes");
    over(accepted);
    assert.match(accepted.stderr, /^workers {3}2 by Slurm, as jobs named matrix-network-sweep-\S+$/m);
    assert.deepEqual(slurm.arrays, ["--array=0-1"]);
    const again = await terminal.call("sweep", "iris.network.json");
    over(again);
    assert.doesNotMatch(again.stderr, /sbatch/);
    write({ ...bySlurm, setup: ["export GREETING=bye"] });
    assert.equal((await terminal.call("sweep", "iris.network.json")).code, 2);
    assert.equal(groups().length, 2);
  });

  it("comes out as on this machine, and the group does not say who trained", async () => {
    write({ ...bySlurm, workers: 7 });
    over(await terminal.call("sweep", "iris.network.json", "--yes"));
    assert.deepEqual(slurm.arrays, ["--array=0-4", "--array=0-1"]);
    const [cluster] = groups();
    const path = (group: string) => join(terminal.path, ".matrix-network", "iris", group);
    assert.doesNotMatch(readFileSync(join(path(cluster), "group.json"), "utf8"), /executor|slurm/);
    over(await terminal.call("sweep", "iris.network.json", "--executor", "local", "--workers", "1"));
    const [here] = groups().filter((name) => name !== cluster);
    assert.deepEqual(identityOf(path(cluster)), identityOf(path(here)));
    assert.equal((await terminal.call("verify", path(cluster), "--trials", "1")).code, 0);
    // The sweep is over: Slurm is not asked, and nothing is started.
    slurm.set("refuse", "no");
    over(await terminal.call("sweep", path(here)));
  });

  it("waits in a queue, goes on without the terminal, and is ended by the line that it says", async () => {
    slurm.set("wait");
    write({ ...bySlurm, workers: 4 });
    slurm.set("most", "3");
    const started = await terminal.start("sweep", "iris.network.json", "--yes");
    let said = "";
    started.process.stderr?.on("data", (text: string) => {
      said += text;
    });
    await until(async () => said.includes("wait: "), "it says why workers wait");
    started.process.kill("SIGINT");
    const { code, stdout, stderr } = await started.ended;
    assert.equal(code, 130);
    assert.match(stdout, /^group .*\nrunning: 0 trials done\n$/);
    assert.match(stderr, /^Slurm accepted 2 of 4 workers: your limit of submitted jobs is reached\.$/m);
    assert.match(stderr, /^2 of 2 workers wait: there is no free node \(Resources\)$/m);
    assert.match(stderr, /^the workers continue$/m);
    assert.equal(slurm.jobs.length, 2);

    const next = await terminal.start(...proposed(stderr, "go on"));
    next.process.stderr?.once("data", () => next.process.kill("SIGTERM"));
    const joined = await next.ended;
    assert.equal(joined.code, 143);
    assert.match(joined.stderr, /^workers {3}2 are already there, so none was started$/m);
    const cancelled = await terminal.call(...proposed(stderr, "cancel"));
    assert.deepEqual([cancelled.code, cancelled.stdout], [0, ""]);
    assert.match(cancelled.stderr, /^the workers were asked to end and pass on their trials\ngo on /);
    assert.deepEqual([slurm.jobs, slurm.calls("cancelled").length], [[], 1]);
  });

  it("says why no worker is left, and begins anew by another executor", async () => {
    write({ ...bySlurm, node: "/nowhere/node" });
    const failed = await terminal.call("sweep", "iris.network.json", "--yes", "--json");
    assert.equal(failed.code, 2);
    assert.equal(JSON.parse(failed.stdout.trim().split("\n").at(-1) ?? "").state, "stopped");
    assert.match(failed.stderr, /: no worker is left, but trials are; .*workers \(".*\/nowhere\/node: No such file/);
    assert.ok(existsSync(join(terminal.path, ".matrix-network", "iris", groups()[0], "workers", "slurm-7_0.txt")));
    // The current config decides which executor trains.
    write({ type: "command", workers: 2, start: "for i in $(seq {workers}); do {command} > {log}/$i & done" });
    over(await terminal.call(...proposed(failed.stderr, "go on"), "--yes"));
  });

  it("leaves nothing where Slurm refuses the workers or is not there", async () => {
    write({ ...bySlurm, partition: "moon" });
    slurm.set("refuse", "invalid partition specified: moon");
    const refused = await terminal.call("sweep", "iris.network.json", "--yes");
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /\nsbatch failed: .*invalid partition specified: moon; check sweep\.executor\n$/);
    assert.deepEqual(groups(), []);
  });

  it("ends no workers of this machine, and those of no config", async () => {
    write();
    const ofConfig = await terminal.call("sweep", "iris.network.json", "--cancel");
    assert.match(`${ofConfig.code} ${ofConfig.stderr}`, /^2 iris.network.json: is not a group;/);
    const ofGroup = await terminal.call(
      ...["sweep", await createSweep(join(terminal.path, "iris.network.json"))],
      "--cancel",
    );
    assert.match(`${ofGroup.code} ${ofGroup.stderr}`, /^2 workers on this machine end with their sweep;/);
  });
});
