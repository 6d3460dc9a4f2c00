/**
 * Writes the synthetic cohorts of key stage 2 that come with the rulesets: some 2,000 invented pupils in
 * 60 invented schools a year, the same on every run. No figure in them is about anybody.
 * Shapes are realistic; every code and every edge of the rules occurs.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Chance, chanceFrom, csv, type Row } from './chance.ts'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', 'rulesets', 'ks2')

type Year = 2016 | 2017

// --- schools -------------------------------------------------------------------------------------

interface School {
  readonly id: string
  readonly size: number
  readonly effect: number
  readonly special: boolean
  /** Share of pupils without a key stage 1 result. */
  readonly withoutStart: number
  readonly row: Row
}

const AUTHORITIES = ['Northshire', 'Southshire', 'Eastborough'] as const
/** Below, at and above the numbers at which something is suppressed or not applied. */
const EDGE_SIZES = [1, 5, 6, 7, 10, 11, 12] as const

function schoolsOf(year: Year, chance: Chance): readonly School[] {
  return Array.from({ length: 59 }, (_, index) => {
    const id = `S${String(index + 1).padStart(2, '0')}`
    const special = index === 7
    const closed = index === 8
    const effect = special ? -2 : chance.normal() * 0.35 + (index === 10 ? -1.1 : 0)
    const size = EDGE_SIZES[index] ?? (special ? 9 : 18 + Math.floor(chance.next() * 40))
    return {
      id,
      size,
      effect,
      special,
      withoutStart: index === 9 ? 0.6 : 0.04,
      row: {
        school: id,
        local_authority: AUTHORITIES[index % 3] ?? AUTHORITIES[0],
        mainstream: special ? 'no' : 'yes',
        special: special ? 'yes' : 'no',
        closed_or_new: closed ? 'yes' : 'no',
        ...earlierYears(year, effect, closed, chance),
      },
    }
  })
}

/** What the coasting definition looks back to; a school that is new has nothing to look back to. */
function earlierYears(year: Year, effect: number, isNew: boolean, chance: Chance): Row {
  const share = (middle: number, width: number): string => {
    const value = middle + effect * width + chance.normal() * 0.03
    return isNew ? '' : Math.min(1, Math.max(0, value)).toFixed(2)
  }
  const levels = (suffix: string, dot: string): Row => ({
    [`level_4${dot}${suffix}`]: share(0.8, 0.12),
    [`expected_progress${dot}${suffix}.reading`]: share(0.92, 0.06),
    [`expected_progress${dot}${suffix}.writing`]: share(0.94, 0.05),
    [`expected_progress${dot}${suffix}.maths`]: share(0.91, 0.07),
  })
  if (year === 2016) return { ...levels('in_2014', '.'), ...levels('in_2015', '.') }
  const lastYear = isNew ? '' : effect < -0.35 ? 'yes' : 'no'
  return { ...levels('', ''), coasting_last_year: lastYear }
}

// --- pupils --------------------------------------------------------------------------------------

const LEVELS = [
  ['W', -1.9],
  ['1', -1.15],
  ['2C', -0.65],
  ['2B', 0.05],
  ['2A', 0.65],
  ['3', 2.6],
  ['4', Number.POSITIVE_INFINITY],
] as const
const LOW_P_SCALES = ['P1i', 'P1ii', 'P2i', 'P2ii', 'P3i', 'P3ii'] as const
const P_SCALES = ['P4', 'P5', 'P6', 'P7', 'P8'] as const
const PRE_KEY_STAGE = ['BLW', 'PKF', 'PKE', 'PKG'] as const
const SUBJECTS = ['reading', 'writing', 'maths'] as const
const TESTS = ['reading', 'gps', 'maths'] as const

const levelFor = (ability: number): string => LEVELS.find(([, below]) => ability < below)?.[0] ?? '4'

function startOf(ability: number, chance: Chance): Row {
  const levels = SUBJECTS.map(subject => [subject, levelFor(ability + chance.normal() * 0.4)] as const)
  const entries = levels.flatMap(([subject, level]): readonly (readonly [string, string])[] => {
    const known = [`ks1.${subject}`, level] as const
    if (level !== 'W' || ability > -2.1 || chance.is(0.4)) return [known]
    return [known, [`ks1_p.${subject}`, chance.pick(P_SCALES)]]
  })
  if (ability < -3.2 && !entries.some(([column]) => column === 'ks1_p.reading')) {
    return { ...Object.fromEntries(entries), ks1_p_english: chance.pick(LOW_P_SCALES) }
  }
  return Object.fromEntries(entries)
}

/** How far below the test a pupil is assessed, with the P scale that goes with the lowest. */
function belowTheTest(year: Year, subject: string, ability: number, chance: Chance): Row {
  const code = PRE_KEY_STAGE[Math.max(0, Math.min(3, Math.floor((ability + 3.6) * 2)))] ?? 'BLW'
  if (year === 2016 || code !== 'BLW' || subject === 'science') return { [`assessed.${subject}`]: code }
  const scale = chance.pick([...LOW_P_SCALES, ...P_SCALES, 'NOTSEN'] as ['P1i', ...string[]])
  return { [`assessed.${subject}`]: code, [`p_scale.${subject}`]: scale }
}

function testResult(year: Year, test: string, ability: number, chance: Chance): Row {
  const assesses = test !== 'gps'
  if (ability < -2.05 && chance.is(0.8)) {
    const entered = chance.is(0.25)
    return {
      [`result.${test}`]: entered ? 'N' : 'B',
      ...(assesses && belowTheTest(year, test, ability, chance)),
    }
  }
  const score = Math.round(104 + 7.5 * ability + chance.normal() * 3.5)
  const result = score < 80 ? 'N' : String(Math.min(score, 120))
  return {
    [`result.${test}`]: result,
    ...(assesses && { [`assessed.${test}`]: score >= 99 ? 'EXS' : 'HNM' }),
  }
}

function writingOf(year: Year, ability: number, chance: Chance): Row {
  if (ability < -1.9) return belowTheTest(year, 'writing', ability, chance)
  return { 'assessed.writing': ability < -0.75 ? 'WTS' : ability < 1.05 ? 'EXS' : 'GDS' }
}

function endOf(year: Year, ability: number, chance: Chance): Row {
  const around = (): number => ability + chance.normal() * 0.3
  const tests = TESTS.map(it => testResult(year, it, around(), chance))
  const science = { 'assessed.science': ability > -0.9 ? 'EXS' : 'HNM' }
  return Object.assign({}, ...tests, writingOf(year, around(), chance), science) as Row
}

/** Now and then a pupil is absent, unable, annulled, gone, or left blank. */
function mishap(year: Year, chance: Chance): Row {
  const unable = year === 2016 ? 'T' : 'U'
  const code = chance.pick(['A', 'A', 'A', unable, unable, 'M', 'Q', 'H', 'P', ''])
  const test = chance.pick(TESTS)
  return chance.is(0.2)
    ? Object.fromEntries(TESTS.map(it => [`result.${it}`, chance.pick(['L', 'L', 'F'])]))
    : { [`result.${test}`]: code }
}

const ARRIVED: Row = {
  eal: 'yes',
  from_overseas: 'yes',
  english_official: 'no',
  discount_requested: 'yes',
}

function background(school: School, chance: Chance): Row {
  const disadvantaged = chance.is(0.3 - school.effect * 0.15)
  return {
    sex: chance.is(0.51) ? 'boy' : 'girl',
    eal: chance.is(0.18) ? 'yes' : 'no',
    fsm_6: disadvantaged ? 'yes' : 'no',
    looked_after: chance.is(0.01) ? 'yes' : 'no',
    adopted: chance.is(0.005) ? 'yes' : 'no',
    admitted_in: chance.is(0.03) ? String(1 + Math.floor(chance.next() * 4)) : '0',
  }
}

function pupilOf(year: Year, school: School, chance: Chance): Row {
  const about = background(school, chance)
  const ability = chance.normal() + (about.fsm_6 === 'yes' ? -0.35 : 0.12) + (school.special ? -2 : 0)
  const grown = ability * 0.85 + chance.normal() * 0.5 + school.effect * 0.6 + (year === 2017 ? 0.12 : 0)
  const arrived = chance.is(0.008)
  const start = arrived || chance.is(school.withoutStart) ? {} : startOf(ability, chance)
  return {
    school: school.id,
    ...about,
    ...start,
    ...endOf(year, grown, chance),
    ...(chance.is(0.012) && mishap(year, chance)),
    ...(arrived && { ...ARRIVED, admitted_in: chance.pick(['5', '6']) }),
  }
}

// --- every code once -----------------------------------------------------------------------------

/** A school of pupils made to meet each row of the score table, and each way to start. */
function everyCode(year: Year): readonly Row[] {
  const unable = year === 2016 ? 'T' : 'U'
  const start: Row = { 'ks1.reading': '2B', 'ks1.writing': '2B', 'ks1.maths': '2B' }
  const base: Row = {
    school: 'S60',
    sex: 'girl',
    ...start,
    'result.reading': '100',
    'result.gps': '100',
    'result.maths': '100',
    'assessed.reading': 'EXS',
    'assessed.writing': 'EXS',
    'assessed.maths': 'EXS',
    'assessed.science': 'EXS',
  }
  const outcomes = ['80', '99', '109', '110', '120', 'A', unable, 'M', 'Q', 'H', 'L', 'F', 'P', '']
  const below = PRE_KEY_STAGE.flatMap(assessed => [
    resultBelow(year, 'B', assessed),
    resultBelow(year, 'N', assessed),
  ])
  const scales = year === 2017 ? [...LOW_P_SCALES, ...P_SCALES, 'NOTSEN', ''] : []
  const starts = ['W', '1', '2C', '2A', '3', '4', 'A', 'D', 'M', '', ...LOW_P_SCALES, ...P_SCALES]
  return [
    ...outcomes.map(it => ({ ...base, 'result.reading': it })),
    ...below.map(it => ({ ...base, ...it })),
    ...['HNM', 'EXS', 'A', 'D', ''].flatMap(assessed =>
      ['B', 'N'].map(result => ({ ...base, 'result.maths': result, 'assessed.maths': assessed })),
    ),
    ...['BLW', 'PKF', 'PKE', 'PKG', 'HNM', 'WTS', 'GDS', 'A', 'D', ''].map(it => ({
      ...base,
      'assessed.writing': it,
      ...(it === 'BLW' && year === 2017 && { 'p_scale.writing': 'P8' }),
    })),
    ...scales.map(it => ({
      ...base,
      'result.reading': 'B',
      'assessed.reading': 'BLW',
      'p_scale.reading': it,
    })),
    ...starts.map(it => ({ ...base, sex: 'boy', 'ks1.reading': it, 'ks1.writing': it, 'ks1.maths': it })),
    { ...base, 'ks1.reading': 'A' },
    { ...base, 'ks1.reading': 'W', 'ks1.writing': 'W', 'ks1.maths': 'W', ks1_p_english: 'P3i' },
    { ...base, ...ARRIVED, admitted_in: '5' },
    { ...base, ...ARRIVED, admitted_in: '6' },
    { ...base, ...ARRIVED, admitted_in: '4' },
    { ...base, ...ARRIVED, admitted_in: '6', discount_requested: 'no' },
    { ...base, looked_after: 'yes' },
    { ...base, adopted: 'yes' },
  ]
}

const resultBelow = (year: Year, result: string, assessed: string): Row => ({
  'result.reading': result,
  'assessed.reading': assessed,
  ...(assessed === 'BLW' && year === 2017 && { 'p_scale.reading': 'P6' }),
})

const EVERY_CODE: Row = {
  school: 'S60',
  local_authority: 'Eastborough',
  mainstream: 'yes',
  special: 'no',
  closed_or_new: 'no',
}

// --- files ---------------------------------------------------------------------------------------

const perMember = (name: string, members: readonly string[]): readonly string[] =>
  members.map(it => `${name}.${it}`)

const pupilColumns = (year: Year): readonly string[] => [
  ...['pupil_id', 'school', 'sex', 'eal', 'fsm_6', 'looked_after', 'adopted', 'admitted_in'],
  ...['from_overseas', 'english_official', 'discount_requested'],
  ...perMember('ks1', SUBJECTS),
  ...perMember('ks1_p', SUBJECTS),
  'ks1_p_english',
  ...perMember('result', TESTS),
  ...perMember('assessed', [...SUBJECTS, 'science']),
  ...(year === 2017 ? perMember('p_scale', SUBJECTS) : []),
]

function writeSample(year: Year): void {
  const chance = chanceFrom(year)
  const schools = schoolsOf(year, chance)
  const ordinary = schools.flatMap(it => Array.from({ length: it.size }, () => pupilOf(year, it, chance)))
  const pupils = [...ordinary, ...everyCode(year)].map((row, index) => ({
    pupil_id: `P${String(index + 1).padStart(4, '0')}`,
    ...row,
  }))
  const rows = [...schools.map(it => it.row), EVERY_CODE]
  const folder = join(ROOT, String(year), 'sample')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'pupils.csv'), csv(pupilColumns(year), pupils))
  writeFileSync(join(folder, 'schools.csv'), csv(Object.keys(rows[0] ?? {}), rows))
}

writeSample(2016)
writeSample(2017)
