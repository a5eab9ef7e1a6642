/** Locators of plots on the page, and the files that it has saved. */
import type { Locator } from "playwright-core";
import type { SaveMessage } from "../../src/protocol/panel";
import type { OpenedPage } from "./openPage";

export const plotOf = ({ page }: OpenedPage, title: string): Locator =>
  page.locator(".plot-section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

export const savedFiles = async ({ sent }: OpenedPage): Promise<SaveMessage[]> =>
  (await sent()).filter((message) => message.type === "save");

export const menuOf = ({ page }: OpenedPage, title: string): Locator =>
  page.getByRole("button", { name: `${title}: More Actions`, exact: true });

/** Chooses an item in the menu of a plot. */
export async function chooseOf(opened: OpenedPage, title: string, item: string): Promise<void> {
  await menuOf(opened, title).click();
  await itemOf(opened, item).click();
}

/** Opens the page's menu and returns one of its items. */
export async function openedItem(opened: OpenedPage, item: string): Promise<Locator> {
  await opened.page.getByRole("button", { name: "More Actions", exact: true }).click();
  return itemOf(opened, item);
}

const itemOf = ({ page }: OpenedPage, item: string) => page.getByRole("menu").getByText(item, { exact: true });

/** Returns whether a setting in the menu of a plot is on. */
export async function isOnIn(opened: OpenedPage, title: string, item: string): Promise<boolean> {
  await menuOf(opened, title).click();
  const state = await opened.page.getByRole("menuitemcheckbox", { name: item }).getAttribute("aria-checked");
  await opened.page.keyboard.press("Escape");
  return state === "true";
}
