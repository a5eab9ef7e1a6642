/** For TypeScript: what cache.mjs exports. */
export declare function cacheFolder(): string;
