import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Claim } from "../../src/groups/claim";
import { beatFile, claimFile } from "../../src/groups/claimFile";
import { Claims } from "../../src/groups/claims";
import { trialFolder } from "../../src/groups/names";
import { openTrial, writeResult } from "../../src/groups/trial";
import { type Machine, thisMachine } from "../../src/runs/machine";
import { proposal, result, TemporaryGroup } from "./files";

describe("claims of a trial", () => {
  let folder: TemporaryGroup;
  let group: string;
  const made: Claim[] = [];
  beforeEach(async () => {
    folder = await new TemporaryGroup().create();
    group = folder.group;
    await openTrial(group, proposal(0));
  });
  afterEach(async () => {
    for (const claim of made.splice(0)) await claim.end();
    folder.remove();
  });

  const claim = async (attempt = 1, options: Parameters<typeof Claim.make>[3] = {}) => {
    const found = await Claim.make(group, 0, attempt, options);
    if (found) made.push(found);
    return found;
  };
  const here = (processes: Record<number, string>, self: object = {}): Machine => ({
    self: { pid: 10, host: "here", boot: "b1", namespace: "pid:[1]", started: "1000", ...self },
    uptime: () => 3600,
    isAlive: (pid) => pid in processes,
    startOf: async (pid) => processes[pid],
  });
  const elsewhere = here({}, { host: "there" });

  it("are made by one of many, and keep the others out while their process lives", async () => {
    const claims = new Claims(group);
    assert.deepEqual(await claims.stateOf(0), { state: "free", attempt: 1 });
    assert.deepEqual(await new Claims(group).stateOf(7), { state: "free", attempt: 1 });
    const tries = await Promise.all(Array.from({ length: 10 }, () => claim()));
    assert.equal(tries.filter(Boolean).length, 1);
    const { self } = await thisMachine();
    assert.deepEqual(await claims.stateOf(0), { state: "claimed", isCertain: true, host: self.host, pid: self.pid });
    await writeResult(group, result(0));
    assert.deepEqual(await claims.stateOf(0), { state: "ended" });
  });

  it("name the process by all that tells it apart from others", async () => {
    await claim();
    const { pid, host, boot, namespace, started, token } = JSON.parse(readFileSync(claimFile(group, 0, 1), "utf8"));
    assert.deepEqual({ pid, host, boot, namespace, started }, (await thisMachine()).self);
    assert.match(token, /^[0-9a-f]{16}$/);
  });

  it("are followed at once where their process is dead", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const { self } = await thisMachine();
    await claim(1, { machine: { ...(await thisMachine()), self: { ...self, pid } } });
    assert.deepEqual(await new Claims(group).stateOf(0), { state: "free", attempt: 2 });
    assert.ok(await claim(2));
    assert.equal((await new Claims(group).stateOf(0)).state, "claimed");
  });

  it("are followed where another process has the number now", async () => {
    await claim(1, { machine: here({ 10: "1000" }) });
    assert.equal((await new Claims(group, { machine: here({ 10: "1000" }) }).stateOf(0)).state, "claimed");
    assert.equal((await new Claims(group, { machine: here({ 10: "2000" }) }).stateOf(0)).state, "free");
  });

  it("of another machine are followed after 90 seconds in which nothing changed, and no sooner", async () => {
    await claim(1, { machine: elsewhere });
    let now = 1000;
    const claims = new Claims(group, { machine: here({}), now: () => now });
    const watch = async (seconds: number) => {
      for (const end = now + seconds * 1000; now < end; now += 5000) await claims.stateOf(0);
      return claims.stateOf(0);
    };
    assert.deepEqual(await watch(85), { state: "claimed", isCertain: false, host: "there", pid: 10 });
    writeFileSync(beatFile(group, 0, 1), '{"beats":1}\n');
    assert.equal((await watch(85)).state, "claimed");
    assert.deepEqual(await watch(5), { state: "free", attempt: 2 });
    await claim(2, { machine: elsewhere });
    assert.equal((await watch(85)).state, "claimed");
  });

  it("are not dead for a watcher that slept", async () => {
    await claim(1, { machine: elsewhere });
    let now = 0;
    const claims = new Claims(group, { machine: here({}), now: () => now });
    await claims.stateOf(0);
    now += 3_600_000;
    assert.equal((await claims.stateOf(0)).state, "claimed");
  });

  it("beat while they last", async () => {
    await claim(1, { interval: 5 });
    const beats = () => JSON.parse(readFileSync(beatFile(group, 0, 1), "utf8")).beats as number;
    const until = async (reached: () => boolean) => {
      while (!reached()) await new Promise((resolve) => setImmediate(resolve));
    };
    await until(() => {
      try {
        return beats() >= 3;
      } catch {
        return false;
      }
    });
    await made[0].end();
    const last = beats();
    assert.equal(beats(), last);
  });

  it("that were handed on are followed at once, from any machine", async () => {
    const first = await claim(1, { machine: elsewhere });
    await first?.handOn();
    assert.deepEqual(await new Claims(group).stateOf(0), { state: "free", attempt: 2 });
  });

  it("hold until another process has followed", async () => {
    const slow = await claim(1, { machine: elsewhere });
    await slow?.confirm();
    await claim(2);
    await assert.rejects(async () => slow?.confirm(), { code: "trial-followed", exitCode: 5 });
  });

  it("that cannot be read are watched for some seconds", async () => {
    writeFileSync(claimFile(group, 0, 1), "");
    let now = 0;
    const claims = new Claims(group, { now: () => now });
    assert.equal((await claims.stateOf(0)).state, "claimed");
    now += 2900;
    assert.equal((await claims.stateOf(0)).state, "claimed");
    now += 200;
    assert.deepEqual(await claims.stateOf(0), { state: "free", attempt: 2 });
  });

  it("of a trial whose folder somebody removed are none", async () => {
    await claim();
    rmSync(trialFolder(group, 0), { recursive: true });
    assert.deepEqual(await new Claims(group).stateOf(0), { state: "free", attempt: 1 });
    mkdirSync(trialFolder(group, 0));
    assert.deepEqual(await new Claims(group).stateOf(0), { state: "free", attempt: 1 });
  });
});
