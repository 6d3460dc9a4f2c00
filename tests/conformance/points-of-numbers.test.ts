/**
 * Every qualification number of key stage 4 has the grades and points of the name that it is graded like. The
 * worked examples hold the rows of the names; this holds those of the thousands of numbers to them.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const folders = readdirSync('rulesets/ks4')
  .map(year => join('rulesets/ks4', year))
  .filter(it => existsSync(join(it, 'tables/qualifications.csv')))

const sayOf = (folder: string): string =>
  execFileSync(process.execPath, ['scripts/ks4-points.ts', folder, '--check'], { encoding: 'utf8' })

describe('the points of qualification numbers', () => {
  it('are in the tables of several years', () => {
    expect(folders.length).toBeGreaterThan(1)
  })
  it.each(folders)('are those of the names in %s', folder => {
    expect(sayOf(folder)).toBe('nothing to change\n')
  })
})
