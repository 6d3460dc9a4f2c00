/** Where the rulesets are: in the folder `rulesets` here if it has a registry, else among the program's own files. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of rulesets, relative to the working folder where it is there. */
export function defaultRulesets(): string {
  return existsSync(join('rulesets', 'registry.yaml')) ? 'rulesets' : join(packageFolder(), 'rulesets')
}

/** The program's folder: the one above this file that describes the package, whether built or not. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}
