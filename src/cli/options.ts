/** Options that several commands share, and how their values are read. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { CommandLine, Word } from './command-line.ts'

const collect = (value: string, earlier: readonly string[] | undefined): readonly string[] => [
  ...(earlier ?? []),
  value,
]

export const many = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(collect)

export const oneOf = (flags: string, description: string, choices: readonly string[]): Option =>
  new Option(flags, description).choices(choices)

export interface RulesetOptions {
  readonly rulesets?: string
  readonly with?: readonly string[]
  readonly table?: readonly string[]
}

export const withRulesetOptions = (command: Command): Command =>
  command
    .addOption(
      many('--with <overlay>', "apply an overlay: a file, or its name in the ruleset's folder `overlays`"),
    )
    .addOption(pairs('--table <name=file>', 'take the rows of a table from this CSV file'))
    .addOption(new Option('--rulesets <folder>', 'folder of the registry, where addresses are looked up'))

/** `name=value`, each with its place on the command line. */
export interface Pair {
  readonly name: Word
  readonly value: Word
}

export function pairsOf(line: CommandLine, texts: readonly string[] | undefined): readonly Pair[] {
  return (texts ?? []).map(text => {
    const at = text.indexOf('=')
    const { at: span } = line.word(text)
    return { name: { text: text.slice(0, at), at: span }, value: { text: text.slice(at + 1), at: span } }
  })
}

/** Refuses a value without `=`, while the command line is read. */
export const pairs = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((value: string, earlier: readonly string[] | undefined) => {
    if (!/^[^=]+=./s.test(value)) throw new InvalidArgumentError('Expected NAME=VALUE.')
    return collect(value, earlier)
  })

export const whole = (value: string): number => {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(value)
}

const UNITS: Readonly<Record<string, number>> = { KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 }

/** `2GB`, `500 MB` in bytes. */
export function bytesOf(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?) ?([KMGT]B)$/i.exec(text) ?? []
  const size = Number(digits) * (UNITS[unit.toUpperCase()] ?? 0)
  if (!(size > 0)) throw new InvalidArgumentError('Expected a size, such as 500MB or 2GB.')
  return Math.round(size)
}
