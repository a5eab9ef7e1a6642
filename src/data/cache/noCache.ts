/** Environment variable that turns the cache of tables off if it is set, also in child processes. */
export const noCacheVariable = "MATRIX_NETWORK_NO_CACHE";
