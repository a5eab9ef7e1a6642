/** What axe finds wrong with a page, of what is serious. */
import { readFileSync } from "node:fs";
import type { OpenedPage } from "./openPage";
import { type ThemeName, themes } from "./themes";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: unknown[]; html: string }[];
}

/** By axe's own measure none of these is serious, but they take it long. */
const lesser = ["region", "scope-attr-valid", "presentation-role-conflict"];
const ofColours = ["color-contrast", "link-in-text-block"];

/**
 * What is to be looked at of a page that is shown in every theme, wide and narrow: a theme changes nothing but colours, and a
 * width nothing of them. Contrast is what takes axe longest.
 */
export const partFor = (theme: ThemeName, width = 1200): Part => ({
  colours: width > 300,
  structure: theme === Object.keys(themes)[0],
});

interface Part {
  readonly colours: boolean;
  /** Everything else. */
  readonly structure: boolean;
}

/** Inside the toolkit's elements too: axe looks into open shadows, and finds nothing serious there. */
export async function seriousFaults({ page }: OpenedPage, { colours, structure }: Part): Promise<string[]> {
  if (!colours && !structure) return [];
  // The policy keeps scripts out; a driver's evaluation of a text runs beside it.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  const off = [...lesser, ...(colours ? [] : ofColours)].map((rule) => [rule, { enabled: false }]);
  const options = {
    resultTypes: ["violations"],
    preload: false,
    ...(structure ? { rules: Object.fromEntries(off) } : { runOnly: ofColours }),
  };
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as { violations: Violation[] };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${JSON.stringify(target)} ${html.slice(0, 120)}`),
    );
}
