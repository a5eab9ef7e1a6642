/**
 * Panels opened and closed one after the other for hours: each shows its run, and the browser keeps no closed document.
 * What a page leaks goes with its document; test/extension/hygiene.test.ts counts what the extension keeps of a panel.
 */
import assert from "node:assert/strict";
import { amount, fullOf, recorded } from "../soak";
import { heldBytes } from "./heldBytes";
import { usePages } from "./openPage";
import { epochs, layers, run, running, started } from "./recorded";

const id = "panels";
const panels = amount(fullOf(id));
/** Panels until all scripts are compiled and the browser's caches for a page are filled. */
const first = 20;
/** Maximum growth per panel; a leaked panel would keep megabytes. */
const maxBytes = 2_000;

describe("panels that are opened one after the other", function () {
  this.timeout(3_600_000);
  const pages = usePages({ alone: true });

  it(`each show their run, and leave no document behind: ${panels} panels`, () =>
    recorded(id, panels, async (held) => {
      let early = 0;
      for (let panel = 1; panel <= panels; panel++) {
        // A different number of events each time.
        const count = 5 + (panel % 7);
        const events = [started, ...epochs(count), layers(count)];
        const { page, post, faults } = await pages.open();
        await post({ type: "history", run: { ...run, epochs: 20 }, events }, running);
        assert.equal(await page.locator(".epochs table").getAttribute("aria-rowcount"), String(count + 1));
        assert.deepEqual(faults, []);
        if (panel === first || panel === panels) {
          const session = await page.context().newCDPSession(page);
          const { data } = await heldBytes(session);
          await session.detach();
          if (panel === first) early = data;
          else assert.ok(data - early < 1e6 + (panels - first) * maxBytes, `${early} bytes, and ${data} at the end`);
        }
        held();
      }
    }));
});
