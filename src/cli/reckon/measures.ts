/** Which measures were asked for, and the list of those there are. */
import { findColumns } from '../../api/find-cell.ts'
import { levelsWithInputs } from '../../data/cohort-plan.ts'
import type { Diagnostic, Outcome } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { Column, Program } from '../../model/program.ts'
import type { Rule } from '../../model/ruleset.ts'
import { isMadeOfRows, type KnownLevels } from '../../reckon/made-of-rows.ts'
import type { Word } from '../command-line.ts'
import { optionOf } from '../level-options.ts'
import type { Paper } from '../show/paper.ts'
import { tableText } from '../table-text.ts'

/** Of a name that several levels have, the one nearest to the rows is meant. */
export function measuresAsked(program: Program, words: readonly Word[]): Outcome<readonly Column[]> {
  const levels = levelsUpwards(program)
  const found = words.map(word => findColumns(program, word))
  return {
    value: [
      ...new Set(
        found.flatMap(({ value }) => {
          const level = levels.find(it => value.some(column => column.level === it))
          return value.filter(it => it.level === level)
        }),
      ),
    ],
    diagnostics: found.flatMap(it => it.diagnostics),
  }
}

const levelsUpwards = ({ levels, ruleset }: Program): readonly string[] => {
  const all = [...new Set([...levels.keys(), ...ruleset.rules.keys()])]
  const isBase = (it: string) => levels.has(it) && levels.get(it)?.groups === undefined
  return [...all.filter(isBase), ...all.filter(it => !isBase(it))]
}

/** What cannot be computed from one row, because it is nothing but a sum over others. */
export function measuresOfRows(
  program: Program,
  measures: readonly Column[],
  known: KnownLevels,
  at: Word['at'],
): readonly Diagnostic[] {
  const made = measures.filter(it => isMadeOfRows(program, it, known))
  const [first] = made
  if (first === undefined) return []
  const base = levelsWithInputs(program).filter(it => program.levels.get(it)?.groups === undefined)
  const options = base.map(it => `\`${optionOf(it)} FILE\``).join(', ')
  const problem = `\`${first.id}\` is made of many rows, which have to come from files: ${options}`
  return [report('misuse/usage', at, { problem })]
}

/** The rules of the ruleset that can be asked for, level by level. */
export function measuresText(program: Program, { width, style }: Paper): string {
  return levelsUpwards(program)
    .flatMap(level => {
      const rules = [...(program.ruleset.rules.get(level)?.values() ?? [])]
      const rows = rules.map(it => [nameOf(it), it.title])
      return rows.length === 0 ? [] : [`${style.strong(level)}\n${tableText(rows, width, { indent: '  ' })}`]
    })
    .join('\n')
}

const nameOf = ({ name, per }: Rule): string => [name, ...per.map(it => `<${it}>`)].join('.')
