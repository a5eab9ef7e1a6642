/** The debugger for a client whose language is German. */
import assert from "node:assert/strict";

import { useTraining } from "./debuggedTraining";

describe("the debugger in German", () => {
  const training = useTraining();

  it("says its stops, variables, values and errors in German", async () => {
    const { client } = training;
    const { body } = await client.initializeRequest({ adapterID: "matrix-network", pathFormat: "path", locale: "de" });
    assert.equal(body?.exceptionBreakpointFilters?.[0].label, "Nicht endliche Werte");
    await training.begin({ config: training.file, stopOnEntry: true });
    await training.stopped();
    await client.move("next");
    const { title } = await client.move("next");
    assert.equal(title, "Schicht 2 vorwärts · s2 = z1·W2 + b2, z2 = softmax(s2)");
    const frames = (await client.frames()).map(({ name }) => name);
    assert.deepEqual(frames.slice(1), ["Vorwärtspropagierung", "Minibatch 1 von 12", "Epoche 1 von 3"]);
    const scopes = (await client.scopes()).map(({ name }) => name);
    assert.deepEqual(scopes, [
      "Schicht 2 (3 Einheiten, softmax)",
      "Minibatch",
      "Schicht 1 (6 Einheiten, tanh)",
      "Training",
      "Netz",
    ]);
    await assert.rejects(client.evaluate("delta1"), /delta1 ist noch nicht berechnet; gehen Sie weiter/);
    await assert.rejects(client.evaluate("W9"), /es gibt kein W9; meinten Sie/);
    assert.match(await client.evaluate("z1"), /^\[10, 6\], Norm [\d.]+, von [-\d.]+ bis [\d.]+/);
    assert.match(client.texts.join(""), /Training in .*\. Schichten werden ab 1 gezählt\./);
  });
});
