/** The samples that come with rulesets: described soundly, read without complaint, complete, and
 * where they are kept in files, kept as they are drawn. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listsIn } from '../../src/check/lists.ts'
import { CommandLine } from '../../src/cli/command-line.ts'
import { type Loaded, loadNamed } from '../../src/cli/load.ts'
import { hasSample, loadSample } from '../../src/cli/load-sample.ts'
import { cohortFromText } from '../../src/data/cohort-from-text.ts'
import { listReleases } from '../../src/data/load-ruleset.ts'
import { inputsOf, type LevelInput } from '../../src/data/match-columns.ts'
import { messageOf } from '../../src/diagnostics/report.ts'
import type { Program } from '../../src/model/program.ts'
import type { Sample } from '../../src/sample/sample.ts'
import { sampleTexts } from '../../src/sample/sample-texts.ts'

/** Every rare code should have come up in so many rows. */
const MANY = 40_000

function loaded(address: string): Loaded {
  const { value } = loadNamed(new CommandLine([address]), address, {})
  if (value === undefined) throw new Error(`${address} does not check`)
  return value
}

const described = (ruleset: Loaded): Sample => {
  const { value, diagnostics } = loadSample(ruleset, { text: '', at: ruleset.parts.document.at })
  expect(diagnostics.map(messageOf)).toEqual([])
  if (value === undefined) throw new Error('no sample')
  return value
}

const samples = listReleases('rulesets')
  .filter(it => existsSync(join('rulesets', it.folder, 'sample.yaml')))
  .map(it => ({ address: it.name }))

describe.each(samples)('the sample of $address', ({ address }) => {
  const ruleset = loaded(address)
  const { program } = ruleset.ruleset

  it('is described without a mistake', () => {
    expect(hasSample(ruleset)).toBe(true)
    described(ruleset)
  })

  it.runIf(existsSync(join(ruleset.parts.folder, 'sample')))(
    'is kept as `yardstick sample` writes it',
    () => {
      const sample = described(ruleset)
      for (const [level, text] of sampleTexts(sample)) {
        const name = sample.levels.find(it => it.name === level)?.file?.name ?? ''
        const path = join(ruleset.parts.folder, 'sample', name)
        expect(
          readFileSync(path, 'utf8') === text,
          `${path} is not current: yardstick sample ${address}`,
        ).toBe(true)
      }
    },
  )

  it('is read without complaint', () => {
    const texts = Object.fromEntries(sampleTexts(described(ruleset)))
    const { value, diagnostics } = cohortFromText(program, texts, { isStrict: true })
    expect(diagnostics.map(messageOf)).toEqual([])
    expect(value).toBeDefined()
  })

  it('has every code of every input once it is large', () => {
    const texts = sampleTexts(described(ruleset), { rows: MANY })
    const lacking = [...texts].flatMap(([level, text]) => codesLacking(program, level, text))
    expect(lacking).toEqual([])
  })
})

function codesLacking(program: Program, level: string, text: string): readonly string[] {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const headings = head.split(',')
  const rows = lines.map(it => it.split(','))
  const seen = new Map<string, Set<string>>()
  const inputs = inputsOf(program, level).filter(it => headings.includes(it.heading))
  for (const { heading, column } of inputs) {
    const cells = seen.get(column.name) ?? new Set()
    const index = headings.indexOf(heading)
    for (const row of rows) cells.add(row[index] ?? '')
    seen.set(column.name, cells)
  }
  return inputs.flatMap(input =>
    codesOf(program, input)
      .filter(it => seen.get(input.column.name)?.has(it) !== true)
      .map(it => `${level}.${input.column.name} ${it}`),
  )
}

/** Codes of inputs that hold some dozens of them; thousands are no matter of a sample. */
function codesOf(program: Program, { column }: LevelInput): readonly string[] {
  const lists = listsIn(program.ruleset)
  const codes = column.type.alternatives.flatMap(it => {
    if (it.kind === 'yes/no') return ['yes', 'no']
    return it.kind === 'code' ? (it.only ?? lists.get(it.list)?.codes ?? []) : []
  })
  return codes.length > 100 ? [] : codes
}
