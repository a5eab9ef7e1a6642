/** Some training examples of each class as pictures. */
import type { DataProfile } from "../../src/protocol/dataProfile";
import { element } from "../ui/dom";
import { exampleImage } from "../ui/exampleImage";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";

export class PicturesSection {
  private readonly place = element("div", { class: "data-pictures" });
  private readonly sizes = element("p", { hidden: true });
  readonly element = element("section", { hidden: true }, element("h2", {}, t("Pictures")), this.sizes, this.place);

  render({ pictures, classes }: DataProfile): void {
    this.element.hidden = !pictures;
    if (!pictures) return;
    const { shape, sizes = [] } = pictures;
    this.sizes.hidden = sizes.length === 0;
    const listed = sizes.map(({ width, height, count }) => t("{0} of {1} × {2}", whole(count), width, height));
    this.sizes.textContent = t("Files (width × height): {0}.", listed.join(", "));
    const groups = pictures.classes.map(({ name, pictures: some }, i) => {
      const train = classes?.[i]?.train ?? some.length;
      const images = some.map((pixels, k) =>
        exampleImage(Float32Array.from(pixels), shape, t("Example {0} of {1}", k + 1, name)),
      );
      const caption = element("figcaption", {}, t("{0}: {1} training", name, whole(train)));
      return element("figure", {}, caption, element("div", { class: "data-thumbnails" }, ...images));
    });
    this.place.replaceChildren(...groups);
  }
}
