import assert from "node:assert/strict";
import { sourcePath } from "../../src/debugger/sourcePath";

describe("the file of a client's request", () => {
  const own = "c:\\data\\iris.network.json";

  it("is the debuggee's on Windows in whatever case, and with either slash", () => {
    for (const path of ["C:\\data\\iris.network.json", "c:/Data/iris.network.json", own]) {
      assert.equal(sourcePath(path, own, "win32"), own);
    }
    assert.equal(sourcePath("d:\\data\\iris.network.json", own, "win32"), "d:\\data\\iris.network.json");
  });

  it("is another one elsewhere if its case differs", () => {
    assert.equal(sourcePath("/Data/a.json", "/data/a.json", "linux"), "/Data/a.json");
    assert.equal(sourcePath(undefined, "/data/a.json", "linux"), "");
  });
});
