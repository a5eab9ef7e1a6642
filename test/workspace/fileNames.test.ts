import assert from "node:assert/strict";
import { hasAllowedCharacters, isDeviceName } from "../../src/extension/base/fileNames";

describe("the name of a new config", () => {
  it("has characters that every system accepts", () => {
    for (const name of ["iris", "my net's ünits $5", "a.b"]) assert.ok(hasAllowedCharacters(name), name);
    for (const name of ["", "a/b", "a\\b", "12:30", "a*", "a?", 'a"', "a<b", "a|b"])
      assert.ok(!hasAllowedCharacters(name), name);
  });

  it("is not that of a device of Windows, which opens the device whatever its ending", () => {
    for (const name of ["con", "AUX", "nul.network.json", "com1", "LPT9.old", "com¹"])
      assert.ok(isDeviceName(name), name);
    for (const name of ["console", "aux2", "com", "com10", "my.con"]) assert.ok(!isDeviceName(name), name);
  });
});
