/** Every example of the catalogue's misuse stage is refused as it says, and its repair is not. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { command, placed, withFolder } from './command.ts'

interface Example {
  readonly arguments: readonly string[]
  readonly at?: string
}
interface Entry {
  readonly fails: readonly Example[]
  readonly repaired: readonly Example[]
}
const catalogue = Object.entries<Entry>(parse(readFileSync('spec/1.0/diagnostics/misuse.yaml', 'utf8')))

const run = (example: Example) =>
  withFolder(folder =>
    command(
      example.arguments.map(it => placed(it, folder)),
      { width: 400 },
    ),
  )

describe.each(catalogue)('%s', (code, { fails, repaired }) => {
  test.each(fails.map(it => [it]))('is given for %o', async example => {
    const said = await run(example)
    expect(said.code).toBe(2)
    expect(said.err).toContain(`error ${code}: `)
    expect(said.err).not.toMatch(/\{\w+\}/)
    expect(said.out).toBe('')
    expect(underlined(said.err)).toBe(placed(example.at ?? ''))
  })

  test.each(repaired.map(it => [it]))('is not given for %o', async example => {
    const said = await run(example)
    expect(said.err).not.toContain('error ')
    expect(said.code).toBe(0)
  })
})

/** What the first caret line underlines. */
function underlined(text: string): string {
  const lines = text.split('\n')
  const index = lines.findIndex(it => /^\s*\|\s*\^+$/.test(it))
  const start = lines[index]?.indexOf('^') ?? 0
  const end = (lines[index]?.lastIndexOf('^') ?? 0) + 1
  return (lines[index - 1] ?? '').slice(start, end)
}
