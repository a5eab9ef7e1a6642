/**
 * Generates docs/reliability.md: the trials of test/reliability/trials.json with the counts of a soak (test/soak.ts),
 * stored in test/reliability/figures.json. A soak replaces the figures of the trials that it ran.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { npm } from "./dependencies.mjs";
import { inRoot } from "./paths.mjs";

const page = inRoot("docs", "reliability.md");
const figuresFile = inRoot("test", "reliability", "figures.json");
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

/** @public for its test */
export const readTrials = () => read(inRoot("test", "reliability", "trials.json"));
/** @public for its test */
export const readFigures = () => read(figuresFile);

/**
 * Adds recorded results to the figures, and writes figures and page.
 * @param records file with a line { id, n, held, failure } per part of a trial
 * @param of { seed, date, commit } of this soak
 */
export function writeReliability(records, of) {
  const lines = existsSync(records) ? readFileSync(records, "utf8").trim().split("\n").filter(Boolean) : [];
  const figures = {
    ...readFigures(),
    ...summed(
      lines.map((line) => JSON.parse(line)),
      of,
    ),
    audit: audit(of),
  };
  writeFileSync(figuresFile, `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync(page, reliabilityPage(readTrials(), figures));
}

/**
 * Adds up the parts of each trial.
 * @returns by id { n, held, failures, seed, date, commit }
 * @public for its test
 */
export function summed(parts, of) {
  const sums = {};
  for (const { id, n, held, failure } of parts) {
    sums[id] ??= { n: 0, held: 0, failures: [], ...of };
    sums[id].n += n;
    sums[id].held += held;
    if (failure) sums[id].failures.push(failure);
  }
  return sums;
}

/** Returns the result of `npm audit --omit=dev` for the shipped packages; many registries do not support it. */
function audit({ date, commit }) {
  const { stdout } = npm(["audit", "--omit=dev", "--json"], { cwd: inRoot(), encoding: "utf8" });
  return { date, commit, ...auditResult(stdout) };
}

/**
 * @returns { vulnerabilities: their number } or { noAnswer: the reason }
 * @public for its test
 */
export function auditResult(text) {
  try {
    const { metadata, message } = JSON.parse(text);
    if (metadata) return { vulnerabilities: metadata.vulnerabilities.total };
    return { noAnswer: /^\d+ [\w ]+/.exec(message)?.[0].trim() ?? "an error" };
  } catch {
    return { noAnswer: "no JSON" };
  }
}

const count = (number) => number.toLocaleString("en-US");
/** Returns text for a table cell. */
const cell = (text) => text.replace(/\s+/g, " ").replaceAll("|", "\\|");

/**
 * Returns the page; trials without figures have a row that says so.
 * @public for its test
 */
export function reliabilityPage(trials, figures) {
  const rows = trials.map(({ id, trial, full, checks, test }) => {
    const found = figures[id];
    const link = `[${test.split("/").at(-1).replace(".test.ts", "")}](../${test})`;
    if (!found) return `| ${trial} | not run | | | ${checks} | ${link} | |`;
    const { n, held, failures, seed, date, commit } = found;
    const not = failures.length === 0 ? "nothing" : failures.map(cell).join("; ");
    const tried = n < full ? `${count(n)} of ${count(full)}` : count(n);
    return `| ${trial} | ${tried} | ${count(held)} | ${not} | ${checks} | ${link} | ${date}, ${commit}, seed ${seed} |`;
  });
  return `${head}
| trial | n | held | did not hold | what is checked | test | when |
|---|---|---|---|---|---|---|
${rows.join("\n")}

## Packages

${auditSentence(figures.audit)}
${foot}`;
}

function auditSentence(found) {
  if (!found) return "`npm audit --omit=dev` was not asked.";
  const { date, commit, noAnswer, vulnerabilities } = found;
  if (noAnswer) return `\`npm audit --omit=dev\` had no answer (${date}, ${commit}): the registry said ${noAnswer}.`;
  return `\`npm audit --omit=dev\` knew ${vulnerabilities} vulnerabilities of the packages that ship (${date}, ${commit}).`;
}

const head = `# Reliability

What was tried to break Matrix Network, how often, and what held. \`npm run test:soak\` repeats the trials and writes this page from
what they count; it is not written by hand. A trial ends at the first case that does not hold: the column says which, and "held" counts
the cases before it. "20 of 100" is a soak that was cut short. \`npm test\` tries a tenth of each, or less where a single case takes long, from the same seed every time.
`;

const foot = `
## What is simulated

- A power failure is a process that ends at one of its file operations. Of each file that it has written and not synced, the end is then
  cut off or replaced by zeros, up to three of the newest renames are undone, and the lock names another start of the machine. No disk
  that loses synced bytes is simulated.
- "Disk full from any one write on" is an error that is put in the place of the write. The file systems that are too small are real ones.
- A host that is killed is a program of Node that has forked the training process, as the extension does.
- Panels are opened in Chromium with the test as their host; the reloaded windows are VS Code's.

## What is not promised

- A history that was cut off between two lines is that of a run that crashed: \`runs\` cannot know that there were more. A resume can, by the
  checkpoint, and says which epochs are missing.
- After a power failure the newest figures of layers may be missing without a word; epochs never are.
- A training that is killed when all but its lock is done leaves the lock. Nobody believes it, since its process is gone.
- A table of one endless line takes seconds before it is refused: the 16 MB that a line may have go through the parser.
`;
