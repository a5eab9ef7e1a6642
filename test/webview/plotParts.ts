/** Locators of plots on the page, and the files that it has saved. */
import type { Locator } from "playwright-core";
import type { SaveMessage } from "../../src/protocol/panel";
import type { OpenedPage } from "./openPage";

export const plotOf = ({ page }: OpenedPage, title: string): Locator =>
  page.locator(".plot-section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

export const savedFiles = async ({ sent }: OpenedPage): Promise<SaveMessage[]> =>
  (await sent()).filter((message) => message.type === "save");

/** Chooses an item in the menu of a plot. */
export async function chooseOf({ page }: OpenedPage, title: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Save or copy ${title}`, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
}
