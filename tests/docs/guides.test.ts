/** What the guides say that commands print, they print; and every command of theirs ends as it should. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withFolder } from '../cli/command.ts'
import { agrees, type Example, examplesIn, outputOf } from './guide.ts'

const guides = globSync('docs/guides/*.md')
  .map(it => it.replaceAll('\\', '/'))
  .sort()
  .map(path => ({ path, text: readFileSync(path, 'utf8') }))

describe.each(guides)('$path', ({ text }) => {
  it('has examples, and every line of prose is a sentence of its own', () => {
    expect(examplesIn(text).length).toBeGreaterThan(0)
    const prose = text.replace(/^```[\s\S]*?^```$/gm, '').split('\n')
    expect(prose.filter(it => /[a-z)`]\. [A-Z]/.test(it) && !/^\d\. /.test(it))).toEqual([])
  })

  // Commands of one guide may use what earlier ones wrote.
  it('prints what it says', async () => {
    await withFolder(async folder => {
      for (const example of examplesIn(text)) await holds(example, `${folder}/results`)
    })
  }, 120_000)
})

async function holds(example: Example, folder: string): Promise<void> {
  const printed = await outputOf(example, folder)
  expect(printed).not.toContain('broke down')
  const { output, line } = example
  if (output === undefined || agrees(output, printed)) return
  expect(printed, `line ${line}: ${example.commands.join('; ')}`).toBe(output)
}
