/**
 * Examples below the options of a command. They are about rulesets, so they are kept with them, in
 * `rulesets/help.json`: by command, what is typed and what it is for. Read only when help is printed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { packageFolder } from '../data/rulesets-folder.ts'

/** Said in the help of every command. */
const PRIVACY = 'Nothing leaves this machine: no network is used and nothing is logged.'

export const withExamples = (command: Command): Command =>
  command.addHelpText('after', () => `\n${examplesText(examplesOf(command.name()))}${PRIVACY}`)

/** What is typed, and what it is for. */
type Examples = Readonly<Record<string, string>>

const examplesText = (examples: Examples): string => {
  const lines = Object.entries(examples).map(([typed, meaning]) => `  $ ${typed}\n      ${meaning}\n`)
  return lines.length === 0 ? '' : `Examples:\n${lines.join('')}\n`
}

/** Help is printed without examples where there are none to read. */
function examplesOf(command: string): Examples {
  try {
    const text = readFileSync(join(packageFolder(), 'rulesets', 'help.json'), 'utf8')
    const examples: Readonly<Record<string, Examples>> = JSON.parse(text)
    return examples[command] ?? {}
  } catch {
    return {}
  }
}
