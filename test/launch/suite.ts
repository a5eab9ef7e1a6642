/** Options of the in-editor suite. */
export interface Suite {
  /** Path of the bundled tests; its export `run` runs them. */
  readonly tests: string;
  /** Folder of the extension under development. */
  readonly extension: string;
  readonly workspace: string;
  /** True if the workspace is not trusted. */
  readonly untrusted: boolean;
  /** Milliseconds after which the suite fails. */
  readonly limit: number;
  readonly environment: Record<string, string>;
}
