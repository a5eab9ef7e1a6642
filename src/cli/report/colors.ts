/** Colours if the terminal supports them; none in a pipe, whatever the environment says, unless they are forced. */
import { createColors, isColorSupported } from "picocolors";

const isForced = Boolean(process.env.FORCE_COLOR);

export const colors = createColors(isColorSupported && (process.stdout.isTTY === true || isForced));
