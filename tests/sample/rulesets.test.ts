/**
 * The samples that come with rulesets: described soundly, read without complaint, complete, and where
 * they are kept in files, kept as they are drawn.
 */
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
import { drawSample } from '../../src/sample/draw-rows.ts'
import type { Sample } from '../../src/sample/sample.ts'
import { sampleTexts } from '../../src/sample/sample-texts.ts'

/** Every rare code should have come up in the last of these; most have in the first. */
const SIZES = [2000, 8000, 30_000]
const FEW = 400
/** Longer lists are no lists of what can happen, but of what can be chosen. */
const MOST_CODES = 50

function loaded(address: string): Loaded {
  const { value } = loadNamed(new CommandLine([address]), address, {})
  if (value === undefined) throw new Error(`${address} does not check`)
  return value
}

/** What no sample should have: the scores of these are not known, and one of them leaves the nation without a measure. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  'ks4@2023': ['BLW', 'PKF', 'PKE', 'PKG'],
  'ks4@2024': ['BLW', 'PKF', 'PKE', 'PKG'],
}

/** The sample of a ruleset, without any complaint. */
function described(ruleset: Loaded): Sample {
  const { value, diagnostics } = loadSample(ruleset, { text: '', at: ruleset.parts.document.at })
  expect(diagnostics.map(messageOf)).toEqual([])
  if (value === undefined) throw new Error('no sample')
  return value
}

/** One address of each folder that has a sample. */
const samples = [...new Map(listReleases('rulesets').map(it => [it.folder, it.name]))]
  .filter(([folder]) => existsSync(join('rulesets', folder, 'sample.yaml')))
  .map(([folder, address]) => ({ folder, address }))

describe.each(samples)('the sample of $address', ({ address }) => {
  const ruleset = loaded(address)
  const { program } = ruleset.ruleset

  it('is described without a mistake', () => {
    expect(hasSample(ruleset)).toBe(true)
    described(ruleset)
  })

  it('is read without complaint', () => {
    const texts = Object.fromEntries(sampleTexts(described(ruleset), { rows: FEW }))
    const { value, diagnostics } = cohortFromText(program, texts, { isStrict: true })
    expect(diagnostics.map(messageOf)).toEqual([])
    expect(value).toBeDefined()
  })

  it('has every code of every input once it is large', () => {
    const sample = described(ruleset)
    const leftOut = LEFT_OUT[address.split('/')[0] ?? ''] ?? []
    const lackingOf = (rows: number) =>
      codesLacking(program, sample, rows).filter(it => !leftOut.includes(it.split(' ')[1] ?? ''))
    const lacking = SIZES.reduce<readonly string[] | undefined>(
      (found, rows) => (found?.length === 0 ? found : lackingOf(rows)),
      undefined,
    )
    expect(lacking).toEqual([])
  })
})

/** Those that are kept as files as well. */
const kept = samples.filter(it => existsSync(join('rulesets', it.folder, 'sample')))

it.each(kept)('the files of the sample of $address are what `yardstick sample` writes', ({ address }) => {
  const ruleset = loaded(address)
  const sample = described(ruleset)
  for (const [level, text] of sampleTexts(sample)) {
    const name = sample.levels.find(it => it.name === level)?.file?.name ?? ''
    const path = join(ruleset.parts.folder, 'sample', name)
    expect(readFileSync(path, 'utf8') === text, `${path} is not current: yardstick sample ${address}`).toBe(
      true,
    )
  }
})

function codesLacking(program: Program, sample: Sample, rows: number): readonly string[] {
  const lacking = new Map<string, Set<string>>()
  const wanted = new Map<string, readonly (Set<string> | undefined)[]>()
  for (const { name, file } of sample.levels) {
    const inputs = inputsOf(program, name)
    const columns = (file?.columns ?? []).map(({ heading }) => {
      const input = inputs.find(it => it.heading === heading)
      const codes = input === undefined ? [] : codesOf(program, input)
      const id = `${name}.${input?.column.name}`
      if (codes.length > 0 && !lacking.has(id)) lacking.set(id, new Set(codes))
      return lacking.get(id)
    })
    wanted.set(name, columns)
  }
  drawSample(sample, { rows }, ({ name }, cells) => {
    const columns = wanted.get(name) ?? []
    for (const [index, cell] of cells.entries()) columns[index]?.delete(cell)
  })
  return [...lacking].flatMap(([id, codes]) => [...codes].map(it => `${id} ${it}`))
}

/** Codes of inputs that hold some dozens of them; a sample need not have every subject there is. */
function codesOf(program: Program, { column }: LevelInput): readonly string[] {
  const lists = listsIn(program.ruleset)
  const codes = column.type.alternatives.flatMap(it => {
    if (it.kind === 'yes/no') return ['yes', 'no']
    return it.kind === 'code' ? (it.only ?? lists.get(it.list)?.codes ?? []) : []
  })
  return codes.length > MOST_CODES ? [] : codes
}
