/** Of two concurrent calls, only the result of the later one is used. */
import assert from "node:assert/strict";
import { Newest } from "../../src/extension/base/newest";

describe("the newest of several", () => {
  it("is the one that was begun last, even if it ends first", async () => {
    const newest = new Newest();
    let endOlder = (_: string) => {};
    const older = newest.of(() => new Promise<string>((resolve) => (endOlder = resolve)));
    assert.deepEqual(await newest.of(async () => "newer"), { result: "newer" });
    endOlder("older");
    assert.equal(await older, undefined);
  });
});
