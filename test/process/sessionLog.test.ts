/** A window's log of a training: no event twice, and none from before the window connected. */
import assert from "node:assert/strict";
import { SessionLog } from "../../src/extension/process/sessionLog";

describe("a window's log of a training", () => {
  let said: string[];
  let log: SessionLog;
  beforeEach(() => {
    said = [];
    log = new SessionLog({
      warn: (message) => said.push(`warn ${message}`),
      error: (message) => said.push(`error ${message}`),
    });
  });
  const history = () => {
    log.beginHistory();
    log.beginSession();
    log.write("warn", "of the first session");
    log.write("error", "it failed");
    log.beginSession();
    log.write("warn", "of this session");
    assert.deepEqual(said, [], "nobody knows yet whose it is");
  };

  it("has what a training says that it started, earlier sessions left out", () => {
    history();
    log.endHistory(true);
    log.write("error", "later");
    assert.deepEqual(said, ["warn of this session", "error later"]);
  });

  it("of a training that it found has what comes from then on", () => {
    history();
    log.endHistory(false);
    log.write("warn", "later");
    log.endHistory(false);
    assert.deepEqual(said, ["warn later"]);
  });

  it("has at once what is said before there is a history", () => {
    log.write("warn", "its lock is watched");
    assert.deepEqual(said, ["warn its lock is watched"]);
  });
});
