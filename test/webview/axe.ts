/** What axe finds wrong with a page, of what is serious. */
import { readFileSync } from "node:fs";
import type { OpenedPage } from "./openPage";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: unknown[]; html: string }[];
}

/**
 * Inside the toolkit's elements too: axe looks into open shadows, and finds nothing serious there.
 * @param colours contrast, which takes axe longest: of a page in two widths it is enough to look at one
 */
export async function seriousFaults({ page }: OpenedPage, { colours = true } = {}): Promise<string[]> {
  // The policy keeps scripts out; a driver's evaluation of a text runs beside it.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  const options = { resultTypes: ["violations"], preload: false, rules: { "color-contrast": { enabled: colours } } };
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as { violations: Violation[] };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${JSON.stringify(target)} ${html.slice(0, 120)}`),
    );
}
