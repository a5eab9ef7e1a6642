/** Colours where a terminal shows them; in a pipe none, whatever else the environment says, unless they are forced. */
import { createColors, isColorSupported } from "picocolors";

const isForced = Boolean(process.env.FORCE_COLOR);

export const colors = createColors(isColorSupported && (process.stdout.isTTY === true || isForced));
