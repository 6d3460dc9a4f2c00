/** The words after the ruleset: options of its levels, measures, and answers written `NAME=VALUE`. */
import type { CommandLine, Word } from '../command-line.ts'

export interface ReckonWords {
  /** Options that depend on the ruleset, with their files. */
  readonly options: readonly string[]
  readonly measures: readonly Word[]
  readonly answers: readonly AnswerWord[]
}
/** An answer as typed. */
export interface AnswerWord {
  readonly name: string
  readonly value: string
  readonly at: Word['at']
}
/** A row of a level as typed: `result outcome=B, section=first`. */
export interface RowWord {
  readonly level: Word
  readonly cells: readonly AnswerWord[]
}

export function splitWords(
  line: CommandLine,
  rest: readonly string[],
  given: readonly string[] = [],
): ReckonWords {
  const options: string[] = []
  const bare: string[] = []
  let isValue = false
  for (const word of rest) {
    const isOption: boolean = !isValue && word.startsWith('-')
    if (isOption || isValue) options.push(word)
    else bare.push(word)
    isValue = isOption && !word.includes('=')
  }
  return {
    options,
    measures: bare.filter(it => !it.includes('=')).map(it => line.word(it)),
    answers: [...given, ...bare.filter(it => it.includes('='))].map(it => answerIn(line.word(it))),
  }
}

function answerIn({ text, at }: Word): AnswerWord {
  const equals = text.indexOf('=')
  return { name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim(), at }
}

export function rowsIn(line: CommandLine, texts: readonly string[] = []): readonly RowWord[] {
  return texts.map(text => {
    const { at } = line.word(text)
    const [, level = '', cells = ''] = /^\s*(\S+)\s*(.*)$/s.exec(text) ?? []
    const parts = cells.split(cells.includes(',') ? ',' : /\s+/).filter(it => it.trim() !== '')
    return { level: { text: level, at }, cells: parts.map(it => answerIn({ text: it, at })) }
  })
}
