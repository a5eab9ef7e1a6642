/** Checks that the backend is available on this machine. */
import type { BackendName } from "../../../core/names";
import type { NetworkConfig } from "../../schema";
import { type Diagnostic, report, setTo } from "../finding";

/** A backend of a machine, with the reason if it is not available. */
export interface BackendFact {
  name: BackendName;
  available: boolean;
  description: string;
}

export function checkBackend({ backend }: NetworkConfig, backends: readonly BackendFact[]): Diagnostic[] {
  const missing = backends.find(({ name, available }) => name === backend && !available);
  if (!missing) return [];
  const fix = setTo(["backend"], "auto");
  return [report("backend-missing", ["backend"], { backend: missing.name, reason: missing.description }, fix)];
}
