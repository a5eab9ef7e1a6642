/** The program that this process runs. Programs share their code, so __filename does not name it. */

/** Returns the path of dist/cli.js or dist/trainer.js, to start another process of it. */
export const programPath = (): string => process.argv[1] ?? __filename;
