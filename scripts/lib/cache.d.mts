/** Type declarations of cache.mjs. */
export declare function cacheFolder(): string;
