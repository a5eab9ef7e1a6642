/** `verify GROUP`: reports whether its proposals and its repeated trials are the same. */
import { type GroupVerification, verifyGroup } from "../trainer/group/verifyGroup";
import { noCode } from "./failures";
import { counted } from "./report/formatting";

/** Returns the exit code: 0 if all is the same, 6 if something differs. */
export async function verifyTrials(
  group: string,
  { json = false, trials }: { json?: boolean | undefined; trials?: number | undefined },
): Promise<number> {
  const verification = await verifyGroup(group, { ...(trials !== undefined && { trials }) });
  const same = verification.differences.length === 0;
  if (json) console.log(JSON.stringify({ group, same, ...verification }));
  else console.log(describe(group, verification));
  return same ? 0 : noCode;
}

function describe(group: string, { generations, trials, trained, differences }: GroupVerification): string {
  const what = [
    `${group}: ${counted(trials, "proposal")} in ${counted(generations, "generation")} computed again`,
    trained.length === 0 ? "no trial trained again" : `trained again: trial ${trained.join(", ")}`,
  ].join("; ");
  if (differences.length === 0) return `${what}; all the same, bit for bit`;
  const lines = differences.map(
    ({ trial, what: member, recorded, again }) =>
      `trial ${trial}: ${member} is ${JSON.stringify(recorded)}, again ${JSON.stringify(again)}`,
  );
  return [`${what}; ${differences.length} differ`, ...lines].join("\n");
}
