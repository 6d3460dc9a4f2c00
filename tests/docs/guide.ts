/**
 * Guides as tests read them: a block `sh` holds commands, the block `text` after it what they print. A
 * block `console` is a conversation: the command, then questions, answers and what is printed. A block
 * `ts` is a program that uses the library. A line `…` stands for any lines.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { main } from '../../src/cli/main.ts'

export interface Example {
  /** The line of the guide. */
  readonly line: number
  readonly commands: readonly string[]
  /** The text that is claimed to come out; undefined where the guide does not say. */
  readonly output: string | undefined
  /** The conversation, for examples that ask. */
  readonly transcript?: string
  /** A program, for examples without commands. */
  readonly program?: string
}

interface Block {
  readonly kind: string
  readonly text: string
  readonly line: number
}

function blocksIn(text: string): readonly Block[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(it => ({
    kind: it[1] ?? '',
    text: it[2] ?? '',
    line: text.slice(0, it.index).split('\n').length,
  }))
}

export function examplesIn(text: string): readonly Example[] {
  const blocks = blocksIn(text)
  return blocks.flatMap(({ kind, text: written, line }, index) => {
    if (kind === 'console') {
      const [first = ''] = written.split('\n')
      return [{ line, commands: [first.replace(/^\$ /, '')], output: written, transcript: written }]
    }
    const next = blocks[index + 1]
    const output = next?.kind === 'text' ? next.text : undefined
    if (kind === 'ts') return [{ line, commands: [], output, program: written }]
    if (kind !== 'sh') return []
    const commands = written.split('\n').filter(it => it.trim() !== '')
    return [{ line, commands, output }]
  })
}

/** What the commands of an example print. `folder` stands for the folder `results`. */
export async function outputOf(example: Example, folder: string): Promise<string> {
  const { commands, transcript, program, line } = example
  if (program !== undefined) return outputOfProgram(program, line, folder)
  let said = transcript === undefined ? '' : `$ ${commands[0] ?? ''}\n`
  const say = (text: string) => {
    said += text
  }
  for (const command of commands) {
    const args = wordsOf(command).slice(2)
    const io = { out: say, err: say, width: 100, hasColour: false, isWatched: false }
    const ask = async (question: string) => {
      const answer = answerIn(transcript ?? '', said, question)
      say(`${question}${answer ?? ''}\n`)
      return answer
    }
    await main(
      args.map(it => it.replace(/(^|=)results\b/, `$1${folder}`)),
      transcript === undefined ? io : { ...io, ask },
    )
  }
  return said.replaceAll(folder, 'results')
}

/** The library of the program is the one at hand. */
function outputOfProgram(program: string, line: number, folder: string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `program-${line}.ts`)
  const library = pathToFileURL('src/api/index.ts').href
  writeFileSync(file, program.replace("from 'yardstick'", `from '${library}'`))
  return `${execFileSync(process.execPath, [file], { encoding: 'utf8' }).trimEnd()}\n`
}

/** What stands after the question in the conversation, as often as it has been asked before. */
function answerIn(transcript: string, said: string, question: string): string | undefined {
  const asked = said.split(question).length - 1
  const lines = transcript.split('\n').filter(it => it.startsWith(question.trimEnd()))
  return lines[asked]?.slice(question.length)
}

export const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(it => it[1] ?? it[2] ?? it[3] ?? '')

/** Places in rulesets move whenever somebody edits those; guides are not held to them. */
const withoutPlaces = (text: string): string => text.replaceAll(/(\brulesets\/\S+\.yaml):\d+:\d+/g, '$1')

/** Whether the text holds the parts between lines `…` in their order, and nothing else around them. */
export function agrees(claimed: string, text: string): boolean {
  const parts = withoutPlaces(claimed).split(/^…\n/m)
  let rest = withoutPlaces(text)
  for (const [index, part] of parts.entries()) {
    const at = index === 0 ? (rest.startsWith(part) ? 0 : -1) : rest.indexOf(part)
    if (at < 0) return false
    rest = rest.slice(at + part.length)
  }
  return rest === '' || parts.at(-1) === ''
}
