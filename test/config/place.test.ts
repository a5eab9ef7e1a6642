import assert from "node:assert/strict";
import { checkConfig } from "../../src/config/check/check";

describe("checking a config against its place", () => {
  const text = JSON.stringify({
    version: 1,
    data: { format: "idx", trainImages: "../x.idx", trainLabels: "y.idx", validation: { examples: 20 } },
    layers: [{ units: 4, activation: "softmax" }],
    backend: "blas",
  });
  const codes = (baseDir: string, roots: string[], available: boolean) => {
    const checked = checkConfig(text);
    const { config } = checked;
    assert.ok(config);
    const backends = [{ name: "blas", available, description: "needs OpenBLAS" }] as const;
    return checked
      .againstPlace(config, { baseDir, roots, backends })
      .map(({ code, path }) => `${code} ${path.join(".")}`);
  };

  it("warns of data outside of the workspace", () => {
    assert.deepEqual(codes("/srv/nets", ["/srv/nets"], true), ["path-outside data.trainImages"]);
    assert.deepEqual(codes("/srv/nets", ["/other", "/srv"], true), []);
    assert.deepEqual(codes("/srv/nets", ["/srv/ne"], true), [
      "path-outside data.trainImages",
      "path-outside data.trainLabels",
    ]);
  });

  it("refuses a backend that is not there", () => {
    assert.deepEqual(codes("/srv/nets", ["/srv"], false), ["backend-missing backend"]);
  });
});
