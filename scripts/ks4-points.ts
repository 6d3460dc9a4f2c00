/**
 * Writes the points of every qualification number from those of the name that it is graded like, so that
 * one file says which grades a number has. Run it when names, numbers or points change:
 * `node scripts/ks4-points.ts rulesets/ks4/2016`. With `--check` it only says what it would change.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder = 'rulesets/ks4/2016', option] = process.argv.slice(2)
const tables = join(folder, 'tables')

/** Lines of a file without quotes in the columns that matter here. */
const linesOf = (name: string): readonly string[] =>
  readFileSync(join(tables, name), 'utf8').trimEnd().split('\n')

interface Listed {
  readonly qualification: string
  readonly gradedLike: string
}

/** Only the title may be quoted; what follows it holds no commas. */
function listed(line: string): Listed {
  const qualification = line.slice(0, line.indexOf(','))
  const gradedLike = line.split(',').at(-5) ?? ''
  return { qualification, gradedLike }
}

function write(name: string, qualifications: readonly Listed[]): boolean {
  const [header = '', ...rows] = linesOf(name)
  const keyOf = (row: string): string => row.slice(0, row.indexOf(','))
  const own = Map.groupBy(rows, keyOf)
  const expanded = qualifications.flatMap(({ qualification, gradedLike }) =>
    (own.get(gradedLike) ?? []).map(it => qualification + it.slice(gradedLike.length)),
  )
  const text = `${[header, ...expanded].join('\n')}\n`
  const isSame = text === readFileSync(join(tables, name), 'utf8')
  if (!isSame && option !== '--check') writeFileSync(join(tables, name), text)
  return isSame
}

const qualifications = linesOf('qualifications.csv').slice(1).map(listed)
const changed = ['points.csv', 'derived-points.csv']
  .filter(it => existsSync(join(tables, it)))
  .filter(it => !write(it, qualifications))
process.stdout.write(changed.length === 0 ? 'nothing to change\n' : `${changed.join(', ')}\n`)
if (option === '--check' && changed.length > 0) process.exitCode = 1
