/** Options that a ruleset adds: `--entry FILE` or `--entries FILE` for a level `entry`; and the files given without an option. */
import { type LevelFile, levelsWithInputs } from '../data/cohort-plan.ts'
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Program } from '../model/program.ts'
import type { CommandLine } from './command-line.ts'

/** Sorts what the command line says beyond the options that every ruleset has. */
export function levelFiles(
  program: Program,
  line: CommandLine,
  rest: readonly string[],
  known: readonly string[],
): Outcome<readonly LevelFile[]> {
  const diagnostics: Diagnostic[] = []
  const files: LevelFile[] = []
  const bare: string[] = []
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? ''
    if (!word.startsWith('-')) {
      bare.push(word)
      continue
    }
    const [option = '', joined] = splitOption(word)
    const level = levelOf(program, option)
    const path = joined ?? rest[index + 1]
    if (level === undefined) diagnostics.push(unknownOption(program, line, option, word, known))
    else if (path === undefined) diagnostics.push(lacksFile(line, option, word))
    else files.push({ level, path, at: line.word(path).at })
    if (joined === undefined) index += 1
  }
  const placed = bareFiles(program, line, bare, new Set(files.map(it => it.level)))
  return { value: [...files, ...placed.value], diagnostics: [...diagnostics, ...placed.diagnostics] }
}

function splitOption(word: string): readonly [string, string?] {
  const at = word.indexOf('=')
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)]
}

/** A number of rows asked for by an option named after the level that is counted: `--entries 500`. */
export function levelCount(
  program: Program,
  line: CommandLine,
  rest: readonly string[],
  { level, known }: { readonly level: string; readonly known: readonly string[] },
): Outcome<number | undefined> {
  const [word, next, ...more] = rest
  if (word === undefined) return { value: undefined, diagnostics: [] }
  const [option = '', joined] = splitOption(word)
  const misuse = (text: string, problem: string) => ({
    value: undefined,
    diagnostics: [report('misuse/usage', line.word(text).at, { problem })],
  })
  if (!word.startsWith('-')) return misuse(word, `expected one ruleset, found \`${word}\` too`)
  if (levelOf(program, option) === undefined) {
    return { value: undefined, diagnostics: [unknownOption(program, line, option, word, known)] }
  }
  const usual = `${optionOf(level)}s`
  if (levelOf(program, option) !== level)
    return misuse(word, `rows of \`${level}\` are counted: expected \`${usual}\``)
  const number = joined ?? next ?? ''
  const left = joined === undefined ? more : rest.slice(1)
  if (!/^[1-9]\d{0,8}$/.test(number)) return misuse(word, `expected a number after \`${option}\``)
  const [extra] = left
  return extra === undefined
    ? { value: Number(number), diagnostics: [] }
    : misuse(extra, `expected nothing more, found \`${extra}\``)
}

/** Files without an option are for the levels that have rows of their own, in the order of the ruleset. */
function bareFiles(
  program: Program,
  line: CommandLine,
  bare: readonly string[],
  given: ReadonlySet<string>,
): Outcome<readonly LevelFile[]> {
  const open = [...program.levels.values()].filter(
    it => it.groups === undefined && !given.has(it.name) && levelsWithInputs(program).includes(it.name),
  )
  const files = bare.flatMap((path, index) => {
    const level = open[index]?.name
    return level === undefined ? [] : [{ level, path, at: line.word(path).at }]
  })
  const tooMany = bare.slice(open.length).map(path => {
    const options = levelsWithInputs(program).map(it => optionOf(it))
    const problem = `for which level is \`${path}\`? expected one of ${options.join(', ')} before it`
    return report('misuse/usage', line.word(path).at, { problem })
  })
  return { value: files, diagnostics: tooMany }
}

export const optionOf = (level: string): string => `--${level.replaceAll('_', '-')}`

function levelOf(program: Program, option: string): string | undefined {
  return [...program.levels.keys()].find(level => spellings(level).includes(option.replaceAll('_', '-')))
}

/** `--team`, `--teams`, `--sub-teams`. */
function spellings(level: string): readonly string[] {
  const one = optionOf(level)
  return [one, `${one}s`, one.replace(/y$/, 'ies')]
}

function unknownOption(
  program: Program,
  line: CommandLine,
  option: string,
  word: string,
  known: readonly string[],
): Diagnostic {
  const all = [...known, ...levelsWithInputs(program).flatMap(spellings)]
  return report('misuse/unknown-option', line.word(word).at, { option, nearest: nearest(option, all) })
}

const lacksFile = (line: CommandLine, option: string, word: string): Diagnostic =>
  report('misuse/usage', line.word(word).at, { problem: `option \`${option}\` needs a file` })
