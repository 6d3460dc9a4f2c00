/**
 * Writes the synthetic cohorts of the value added rulesets: a few hundred invented pupils in a dozen
 * invented schools each, the same on every run, and for contextual value added a table that is made up
 * wherever the published one is not known. No figure in them is about anybody.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Chance, chanceFrom, csv, type Row } from './chance.ts'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', 'rulesets')

interface School {
  readonly id: string
  readonly size: number
  /** What it adds, in standard deviations of pupils. */
  readonly effect: number
  readonly special: boolean
  /** Share of its pupils without results at the start. */
  readonly withoutStart: number
}

/** A few small schools, one special, and one where most pupils came from elsewhere. */
const schoolsOf = (chance: Chance): readonly School[] =>
  Array.from({ length: 12 }, (_, index) => ({
    id: `S${String(index + 1).padStart(2, '0')}`,
    size: index < 2 ? 6 + index * 4 : 25 + Math.floor(chance.next() * 25),
    effect: chance.normal() * 0.35,
    special: index === 11,
    withoutStart: index === 4 ? 0.6 : 0.04,
  }))

interface Pupil {
  readonly school: School
  /** Attainment at the start, in standard deviations. */
  readonly start: number
  readonly end: number
}

const pupilsOf = (schools: readonly School[], chance: Chance): readonly Pupil[] =>
  schools.flatMap(school =>
    Array.from({ length: school.size }, () => {
      const start = chance.normal() + (school.special ? -2 : 0)
      return { school, start, end: 0.8 * start + 0.6 * chance.normal() + school.effect }
    }),
  )

const within = (least: number, most: number, value: number): number =>
  Math.min(most, Math.max(least, Math.round(value)))

const subjectsOf = (name: string, subjects: readonly string[], result: () => string): Row =>
  Object.fromEntries(subjects.map(it => [`${name}.${it}`, result()]))

const CORE = ['english', 'maths', 'science'] as const

/** The levels around an attainment; what is below `least` was not awarded a level, or not tried. */
function levelIn(chance: Chance, attainment: number, centre: number, least: number, most: number): string {
  if (chance.is(0.02)) return chance.pick(['A', 'A', 'M', 'Q'])
  const level = Math.round(centre + 0.9 * (attainment + 0.35 * chance.normal()))
  return level < least ? chance.pick(['N', 'B']) : String(Math.min(most, level))
}

/** No result at all, or disapplied, or one result for each subject. */
function startOf(chance: Chance, { school, start }: Pupil, result: () => string): () => string {
  if (chance.is(school.withoutStart)) return () => 'M'
  return start < -1.6 && chance.is(0.4) ? () => 'D' : result
}

const numbered = (rows: readonly Row[]): readonly (Row & { readonly pupil_id: string })[] =>
  rows.map((row, index) => ({ pupil_id: `P${String(index + 1).padStart(4, '0')}`, ...row }))

function write(folder: string, name: string, rows: readonly Row[]): void {
  const sample = join(ROOT, folder, 'sample')
  mkdirSync(sample, { recursive: true })
  writeFileSync(join(sample, `${name}.csv`), csv(Object.keys(rows[0] ?? {}), rows))
}

const kindsOf = (schools: readonly School[]): readonly Row[] =>
  schools.map(it => ({ school: it.id, school_kind: it.special ? 'special' : 'mainstream' }))

// --- key stages 1 to 2, 2 to 3, 3 to 4 --------------------------------------------------------------

const KS1 = ['W', '1', '2C', '2B', '2A', '3'] as const

function writePrimary(): void {
  const chance = chanceFrom(2003)
  const schools = schoolsOf(chance)
  const rows = pupilsOf(schools, chance).map(pupil => {
    const ks1 = (): string =>
      chance.is(0.02) ? 'A' : (KS1[within(0, 5, 3 + 1.2 * pupil.start + 0.5 * chance.normal())] ?? 'W')
    return {
      school: pupil.school.id,
      ks1_school: chance.is(0.75) ? pupil.school.id : 'elsewhere',
      ...subjectsOf('ks1', ['reading', 'writing', 'maths'], startOf(chance, pupil, ks1)),
      ...subjectsOf('ks2', CORE, () => levelIn(chance, pupil.end, 4.1, 2, 5)),
    }
  })
  write('ks2-va/2003', 'pupils', numbered(rows))
  write(
    'ks2-va/2003',
    'schools',
    schools.map(it => ({ school: it.id, mainstream: it.special ? 'no' : 'yes' })),
  )
}

function writeMiddle(): void {
  const chance = chanceFrom(2002)
  const schools = schoolsOf(chance)
  const rows = pupilsOf(schools, chance).map(pupil => ({
    school: pupil.school.id,
    on_roll: chance.is(0.98) ? 'yes' : 'no',
    ...subjectsOf(
      'ks2',
      CORE,
      startOf(chance, pupil, () => levelIn(chance, pupil.start, 4.1, 3, 6)),
    ),
    ...subjectsOf('ks3', CORE, () => levelIn(chance, pupil.end, 5.3, 3, 8)),
  }))
  write('ks3/2002', 'pupils', numbered(rows))
  write('ks3/2002', 'schools', kindsOf(schools))
}

const GRADES = ['U', 'G', 'F', 'E', 'D', 'C', 'B', 'A', 'A*'] as const
const AWARDS = ['pass', 'merit', 'distinction'] as const

function resultsOf(chance: Chance, { end }: Pupil): readonly Row[] {
  const graded = (qualification: string): Row => ({
    qualification,
    grade: GRADES[within(0, 8, 4.7 + 1.6 * end + 0.8 * chance.normal())] ?? 'U',
  })
  const awarded = (qualification: string): Row => ({
    qualification,
    grade: AWARDS[within(0, 2, 1 + end)] ?? 'pass',
  })
  const entries = within(0, 11, 8.7 + 1.2 * end + chance.normal())
  return [
    ...Array.from({ length: entries }, () => graded('gcse')),
    ...(chance.is(0.25) ? [graded('gcse_short')] : []),
    ...(chance.is(0.1) ? [awarded(end > -0.5 ? 'full_intermediate' : 'full_foundation')] : []),
    ...(chance.is(0.06) ? [awarded(end > -0.5 ? 'part_one_intermediate' : 'part_one_foundation')] : []),
    ...(chance.is(0.02) ? [{ qualification: 'language_foundation', grade: 'pass' }] : []),
  ]
}

function writeUpper(): void {
  const chance = chanceFrom(20020)
  const schools = schoolsOf(chance)
  const pupils = pupilsOf(schools, chance)
  const rows = pupils.map(pupil => ({
    school: pupil.school.id,
    ks3_school: chance.is(0.93) ? pupil.school.id : '',
    ...subjectsOf(
      'ks3',
      CORE,
      startOf(chance, pupil, () => levelIn(chance, pupil.start, 5.1, 3, 8)),
    ),
  }))
  const results = numbered(rows).flatMap((row, index) => {
    const pupil = pupils[index]
    return pupil === undefined ? [] : resultsOf(chance, pupil).map(it => ({ pupil_id: row.pupil_id, ...it }))
  })
  write('ks4-va/2002', 'pupils', numbered(rows))
  write(
    'ks4-va/2002',
    'results',
    results.map((it, index) => ({ result_id: `R${index + 1}`, ...it })),
  )
  write('ks4-va/2002', 'schools', kindsOf(schools))
}

// --- contextual value added -------------------------------------------------------------------------

/** Round numbers for the terms whose coefficients are not known. */
const MADE_UP: Readonly<Record<string, string>> = {
  sen_action: '-40',
  sen_action_plus: '-60',
  sen_statement: '-50',
  female: '15',
  age: '-15',
  eal: '25',
  eal_aps: '0',
  joined_late: '-30',
  school_mean: '1.5',
  school_spread: '0',
}

const ETHNIC_GROUPS: readonly Row[] = [
  { ethnic_group: 'White British', points: '0', with_fsm: '0' },
  { ethnic_group: 'Group A', points: '20', with_fsm: '10' },
  { ethnic_group: 'Group B', points: '-10', with_fsm: '5' },
]

function coefficients(): readonly Row[] {
  const [, ...lines] = readFileSync(join(ROOT, 'cva/2006/tables/coefficients.csv'), 'utf8').trim().split('\n')
  return lines.map(line => {
    const [term = '', coefficient = ''] = line.split(',')
    return coefficient === 'unknown'
      ? { term, coefficient: MADE_UP[term] ?? '0', origin: 'made up' }
      : { term, coefficient, origin: 'published' }
  })
}

const decimal = (value: number, places: number): string => String(Number(value.toFixed(places)))

/** Special needs and another first language move the points at the end; deprivation runs through schools. */
function contextOf(chance: Chance, { school, start, end }: Pupil, share: number): Row {
  const fine = (): string => decimal(Math.min(36, Math.max(9, 27 + 4 * start + chance.normal())), 2)
  const sen =
    start < -0.8 && chance.is(0.5) ? chance.pick(['action', 'action', 'action_plus', 'statement']) : 'none'
  const eal = chance.is(share)
  const fsm = chance.is(0.05 + share / 3)
  const points = 286 + 75 * end + (sen === 'none' ? 5 : -40) + (eal ? 25 : 0) + (fsm ? -25 : 0)
  return {
    school: school.id,
    ...subjectsOf('ks2', CORE, chance.is(school.withoutStart) ? () => '' : fine),
    capped_points: decimal(Math.max(0, Math.min(464, 2 * Math.round(points / 2))), 0),
    sex: chance.pick(['boy', 'girl']),
    age_in_year: decimal(chance.next(), 2),
    sen,
    eal: eal ? 'yes' : 'no',
    fsm: fsm ? 'yes' : 'no',
    idaci: decimal(0.05 + 0.5 * share * chance.next(), 3),
    in_care: chance.is(0.01) ? 'yes' : 'no',
    joined_late: chance.is(0.05) ? 'yes' : 'no',
    ethnic_group: eal ? chance.pick(['Group A', 'Group B']) : 'White British',
  }
}

function writeContextual(): void {
  const chance = chanceFrom(2006)
  const schools = schoolsOf(chance).map(it => ({ ...it, withoutStart: 0.03 }))
  const shares = new Map(schools.map((it, index) => [it.id, (index % 4) * 0.2 + 0.02]))
  const rows = pupilsOf(schools, chance).map(it => contextOf(chance, it, shares.get(it.school.id) ?? 0))
  write('cva/2006', 'pupils', numbered(rows))
  write(
    'cva/2006',
    'schools',
    schools.map(it => ({ school: it.id, mainstream: it.special ? 'no' : 'yes' })),
  )
  write('cva/2006', 'coefficients', coefficients())
  write('cva/2006', 'ethnic-groups', ETHNIC_GROUPS)
}

writePrimary()
writeMiddle()
writeUpper()
writeContextual()
