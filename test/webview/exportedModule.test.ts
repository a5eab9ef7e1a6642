/** An exported module in a browser computes the network's outputs. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { toEsModule } from "../../src/export/esModule";
import { examplesOf, largestDifference, models, referenceOutputs } from "../export/models";
import { sharedBrowser } from "./sharedBrowser";

describe("an exported ES module in a browser", () => {
  let page: Page;
  before(async () => {
    page = await (await sharedBrowser()).newPage();
  });
  after(() => page.close());

  for (const [name, model] of models) {
    it(`gives the network's outputs: ${name}`, async () => {
      const values = examplesOf(model, 5);
      const url = `data:text/javascript;base64,${Buffer.from(toEsModule(model)).toString("base64")}`;
      const found = await page.evaluate(
        async ([url, inputs, values]) => {
          const { outputs } = await import(url);
          const rows = Array.from({ length: values.length / inputs }, (_, i) =>
            values.slice(i * inputs, (i + 1) * inputs),
          );
          return rows.flatMap((row) => Array.from(outputs(row) as Float32Array));
        },
        [url, model.inputs, Array.from(values)] as const,
      );
      assert.ok(largestDifference(found, await referenceOutputs(model, values)) < 1e-5);
    });
  }
});
