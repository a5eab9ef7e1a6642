/** How the child process describes the data of a run. */
import type { RequestResult } from "../../src/protocol/requests";

export type DataDescription = RequestResult<"data">;
