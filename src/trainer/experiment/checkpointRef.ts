/** Whose weights: `best`, of the best epoch, or the last ones where there is no best yet. */
export type CheckpointRef = "best" | "last" | number;
