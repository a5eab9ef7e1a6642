/** What a launcher needs to know to run the in-editor suite. */
export interface Suite {
  /** The bundled tests, whose `run` runs them. */
  readonly tests: string;
  /** The folder of the extension in development. */
  readonly extension: string;
  readonly workspace: string;
  /** The workspace is not trusted. */
  readonly untrusted: boolean;
  /** Milliseconds after which the suite has failed. */
  readonly limit: number;
  readonly environment: Record<string, string>;
}
