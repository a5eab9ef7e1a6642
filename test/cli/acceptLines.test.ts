/** The lines of a config are shown to the user, who must confirm them before they run. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { acceptLines } from "../../src/cli/acceptLines";
import { temporaryFolder } from "../launch/temporary";

describe("lines that a person accepts", () => {
  const folder = temporaryFolder("accepted");
  let place: string | undefined;
  let count = 0;
  before(function () {
    // On other systems the folder does not come from an environment variable.
    if (process.platform !== "linux") this.skip();
  });
  beforeEach(() => {
    place = process.env.XDG_DATA_HOME;
    process.env.XDG_DATA_HOME = join(folder.path, String(count++));
  });
  afterEach(() => {
    if (place === undefined) delete process.env.XDG_DATA_HOME;
    else process.env.XDG_DATA_HOME = place;
  });
  after(() => folder.remove());

  /** Returns the outcome and what the user saw. @param typed at a terminal; undefined: there is no terminal */
  async function answered(typed: string | undefined, { yes = false } = {}) {
    const isTTY = typed !== undefined;
    const input = Object.assign(new PassThrough(), { isTTY });
    const output = Object.assign(new PassThrough(), { isTTY });
    if (typed !== undefined) input.write(typed);
    const lines = ["qsub x <<'END'", "END"];
    const accepted = acceptLines(lines, "/runs/sweep-1", { what: "This starts workers:", yes }, { input, output });
    const outcome = await accepted.then(
      () => "run",
      ({ code }) => code,
    );
    return { outcome, seen: String(output.read() ?? "") };
  }

  it("run after a yes, and then without a question", async () => {
    const first = await answered("Yes\n");
    assert.equal(first.outcome, "run");
    assert.ok(first.seen.startsWith("This starts workers:\n\n    qsub x <<'END'\n    END\n\n"), first.seen);
    assert.match(first.seen, /The answer is remembered/);
    assert.deepEqual(await answered(undefined), { outcome: "run", seen: "" });
  });

  const refused = {
    "no\n": "a no",
    "\n": "an empty line",
    "yes please\n": "anything else",
    "\u0004": "Ctrl-D",
    "\u0003": "Ctrl-C",
  };
  for (const [typed, name] of Object.entries(refused)) {
    it(`do not run after ${name}`, async () => {
      assert.equal((await answered(typed)).outcome, "executor-not-accepted");
      assert.equal((await answered(undefined)).outcome, "executor-not-accepted");
    });
  }

  it("run where --yes says so, and are shown all the same", async () => {
    const { outcome, seen } = await answered(undefined, { yes: true });
    assert.equal(outcome, "run");
    assert.equal(seen, "This starts workers:\n\n    qsub x <<'END'\n    END\n\n");
  });
});
