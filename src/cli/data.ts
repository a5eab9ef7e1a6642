/** `data CONFIG`: shows what the data of a config holds, before it is trained. */
import type { Command } from "commander";
import type { DataProfile } from "../config/dataProfile";
import { profileConfig } from "../trainer/check/profileConfig";
import { readConfig } from "../trainer/experiment/readConfig";
import { jsonOption } from "./commonOptions";
import { profileLines } from "./report/profileLines";

export function addData(program: Command): void {
  jsonOption(program.command("data"))
    .description("show what the data of a config holds: columns, classes, sets, duplicates and leaks")
    .argument("<config>", "config file")
    .action(async (file: string, { json }: { json?: boolean }) => {
      const profile = await profileConfig(await readConfig(file), file);
      if (json) console.log(JSON.stringify(withoutPixels(profile)));
      else for (const line of profileLines(profile)) console.log(line);
    });
}

/** Returns the profile without the pixels of its pictures. */
function withoutPixels({ pictures, ...profile }: DataProfile) {
  if (!pictures) return profile;
  const { classes: _, ...rest } = pictures;
  return { ...profile, pictures: rest };
}
