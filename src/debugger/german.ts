/** Of dist/german.js: read only where the language of the client is German. */
export { germanTexts } from "../messages/de";
