/** Returns the serious violations that axe finds in a page. */
import { readFileSync } from "node:fs";
import { show } from "../launch/unseen";
import type { OpenedPage } from "./openPage";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: unknown[]; html: string }[];
}

/** The rules that axe checks: colour contrast takes the longest. */
export interface AxeRules {
  readonly structure: boolean;
  readonly colours: boolean;
}

/** Checks the toolkit's elements too, because axe looks into open shadow roots, and finds nothing serious there. */
export async function seriousFaults({ page }: OpenedPage, { structure, colours }: AxeRules): Promise<string[]> {
  if (!structure && !colours) return [];
  await show(page);
  // The content security policy blocks script elements, but not Playwright's evaluate.
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
