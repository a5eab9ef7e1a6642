/** The version of this product, from package.json. */
export { version } from "../../../package.json";
