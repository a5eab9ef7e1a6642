/** A bundle of its own: read only where VS Code's language is German. */
export { germanTexts } from "../../messages/de";
