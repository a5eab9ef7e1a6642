/** A reference to saved weights: `best` are those of the best epoch, or the last ones if there is no best yet. */
export type CheckpointRef = "best" | "last" | number;
