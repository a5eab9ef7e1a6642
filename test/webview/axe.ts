/** What axe finds wrong with a page, of what is serious. */
import { readFileSync } from "node:fs";
import { show } from "../launch/unseen";
import type { OpenedPage } from "./openPage";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: unknown[]; html: string }[];
}

/** What to look at: contrast takes axe longest. */
export interface AxeRules {
  readonly structure: boolean;
  readonly colours: boolean;
}

/** Inside the toolkit's elements too: axe looks into open shadows, and finds nothing serious there. */
export async function seriousFaults({ page }: OpenedPage, { structure, colours }: AxeRules): Promise<string[]> {
  if (!structure && !colours) return [];
  await show(page);
  // The policy keeps scripts out; a driver's evaluation of a text runs beside it.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  const contrast = "color-contrast";
  const rules = structure ? { rules: { [contrast]: { enabled: colours } } } : { runOnly: [contrast] };
  const options = { resultTypes: ["violations"], preload: false, ...rules };
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as { violations: Violation[] };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${JSON.stringify(target)} ${html.slice(0, 120)}`),
    );
}
