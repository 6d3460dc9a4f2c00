/** The invented cohorts: columns of small whole numbers from a seed, and the words they stand for. */

import type { Codes } from '../../src/engine/cohort.ts'

/** A column of places in a list of words. */
export interface Coded {
  readonly codes: Codes
  readonly words: readonly string[]
}

/** Numbers from 0 up to 1, the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Roughly normal: mean 0, deviation 1. */
const normal = (random: () => number): number => {
  let sum = -6
  for (let it = 0; it < 12; it += 1) sum += random()
  return sum
}

const pupilId = (pupil: number): string => String(100_000_000 + pupil * 7)
const schoolId = (school: number): string => String(100_000 + school * 13)

const ids = (count: number, of: (index: number) => string) => Array.from({ length: count }, (_, it) => of(it))

// --- w1 ----------------------------------------------------------------------------------------------

export const QUALIFICATIONS = ['GCSE', 'VOC_L2', 'VOC_L1'] as const
export const GRADES = 'A* A B C D E F G U X L2* L2D L2M L2P L1D L1M L1P'.split(' ')
export const SUBJECTS = (
  'ENGLANG ENGLIT MATHS BIOLOGY CHEMISTRY PHYSICS CORESCI ADDSCI COMPSCI GEOGRAPHY HISTORY FRENCH GERMAN ' +
  'SPANISH OTHERLANG RELSTUD ARTDES DRAMA MUSIC PHYSED BUSINESS DESIGNTECH MEDIA SOCIOLOGY FOODTECH ' +
  'STATISTICS SPORTVOC HEALTHVOC ICTVOC BUSVOC PERFVOC ENGINVOC'
).split(' ')
const FIRST_VOCATIONAL = 26

export interface Results {
  readonly pupils: number
  readonly schools: number
  readonly pupilIds: readonly string[]
  readonly schoolIds: readonly string[]
  readonly schoolOf: Uint16Array
  /** Ten times the prior level; 0 where there is none. */
  readonly prior: Uint8Array
  /** Of each result, those of a pupil together. */
  readonly pupilOf: Uint32Array
  readonly qualification: Uint8Array
  readonly subject: Uint8Array
  readonly grade: Uint8Array
}

/** What each pupil takes, with which chance. */
function subjectsTaken(random: () => number): number[] {
  const taken: number[] = []
  const take = (subject: number, chance: number) => {
    if (random() < chance) taken.push(subject)
  }
  take(0, 0.985)
  take(1, 0.93)
  take(2, 0.99)
  if (random() < 0.27) taken.push(3, 4, 5)
  else {
    take(6, 0.86)
    take(7, 0.8)
  }
  take(8, 0.13)
  take(9, 0.4)
  take(10, 0.42)
  take(11 + Math.floor(random() * 4), 0.5)
  for (let subject = 15; subject < FIRST_VOCATIONAL; subject += 1) take(subject, 0.17)
  for (let subject = FIRST_VOCATIONAL; subject < SUBJECTS.length; subject += 1) take(subject, 0.12)
  return taken
}

/** A grade near a number of points, as the place of its qualification and of the grade. */
function gradeNear(points: number, isVocational: boolean, random: () => number): readonly [number, number] {
  const near = Math.round(points)
  if (!isVocational) return [0, random() < 0.003 ? 9 : Math.min(8, Math.max(0, 8 - near))]
  if (random() < 0.83)
    return near < 4 ? [1, 8] : [1, [13, 12, 11, 10][Math.min(3, Math.max(0, near - 5))] ?? 13]
  return near < 1 ? [2, 8] : [2, [16, 15, 14][Math.min(2, Math.max(0, near - 2))] ?? 16]
}

export function inventResults(scale: number, seed = 7): Results {
  const random = randomNumbers(seed)
  const pupils = Math.round(550_000 * scale)
  const schools = Math.max(1, Math.round(3_500 * scale))
  const effects = Array.from({ length: schools }, () => 0.42 * normal(random))
  const schoolOf = Uint16Array.from({ length: pupils }, () => Math.floor(random() * schools))
  const prior = new Uint8Array(pupils)
  const room = pupils * 20
  const pupilOf = new Uint32Array(room)
  const [qualification, subject, grade] = [new Uint8Array(room), new Uint8Array(room), new Uint8Array(room)]
  let count = 0
  for (let pupil = 0; pupil < pupils; pupil += 1) {
    const level = Math.min(58, Math.max(15, Math.round((4.65 + 0.72 * normal(random)) * 10)))
    prior[pupil] = random() < 0.055 ? 0 : level
    const effect = effects[schoolOf[pupil] ?? 0] ?? 0
    const ability = 4.75 + (1.35 * (level - 46.5)) / 7.2 + effect + 0.95 * normal(random)
    for (const it of subjectsTaken(random)) {
      const points = ability + 0.85 * normal(random) + (it >= FIRST_VOCATIONAL ? 0.9 : 0)
      const [of, at] = gradeNear(points, it >= FIRST_VOCATIONAL, random)
      pupilOf[count] = pupil
      subject[count] = it
      qualification[count] = of
      grade[count] = at
      count += 1
    }
  }
  return {
    pupils,
    schools,
    pupilIds: ids(pupils, pupilId),
    schoolIds: ids(schools, schoolId),
    schoolOf,
    prior,
    pupilOf: pupilOf.slice(0, count),
    qualification: qualification.slice(0, count),
    subject: subject.slice(0, count),
    grade: grade.slice(0, count),
  }
}

/** Hundred times the estimate for ten times the prior level. */
export const estimateOfResults = (prior: number): number => {
  const over = prior - 23
  return Math.max(200 + 45 * (prior - 15), Math.round(745 + 173.9 * over - 0.186 * over * over))
}

// --- w2 ----------------------------------------------------------------------------------------------

export const LEVELS = 'W 1 2C 2B 2A 3 4 A D'.split(' ')
export const LEVEL_POINTS = [3, 9, 13, 15, 17, 21, 27]
export const OUTCOMES = [
  ...Array.from({ length: 41 }, (_, it) => String(80 + it)),
  ...'B N A M U Q'.split(' '),
]
export const ASSESSMENTS = 'BLW PKF PKE PKG WTS EXS GDS HNM A D'.split(' ')
export const CUTS = [16, 24, 32, 36, 40, 44, 48, 50, 52, 54, 56, 58, 60, 62, 64, 66, 68, 72, 78, 84]

export interface Pupils {
  readonly pupils: number
  readonly schools: number
  readonly pupilIds: readonly string[]
  readonly schoolIds: readonly string[]
  readonly schoolOf: Uint16Array
  /** Reading, writing, maths. */
  readonly earlier: readonly [Uint8Array, Uint8Array, Uint8Array]
  readonly assessed: readonly [Uint8Array, Uint8Array, Uint8Array]
  /** Reading, maths. */
  readonly outcome: readonly [Uint8Array, Uint8Array]
}

/** Hundred times the estimate of a subject for a group. */
export const estimateOfPupils = (subject: number, group: number): number =>
  Math.round(
    7300 +
      ([10, -40, 40][subject] ?? 0) +
      group * ([178, 176, 181][subject] ?? 0) +
      group * group * ([0.9, 0.7, 1.1][subject] ?? 0),
  )

const outcomeOf = (score: number, isLow: boolean, chance: number, random: () => number): number => {
  if (chance < 0.009) return [43, 43, 43, 43, 44, 45, 46][Math.floor(random() * 7)] ?? 43
  if (score < 80) return isLow && random() < 0.8 ? 41 : 42
  return Math.min(120, score) - 80
}

/** Thresholds of the assessments, from the lowest. */
const assessmentOf = (score: number, random: () => number): number => {
  if (random() < 0.005) return 7 + Math.floor(random() * 3)
  return [70, 74, 77, 83, 98, 111].filter(it => score >= it).length
}

export function inventPupils(scale: number, seed = 11): Pupils {
  const random = randomNumbers(seed)
  const pupils = Math.round(600_000 * scale)
  const schools = Math.max(1, Math.round(16_000 * scale))
  const effects = Array.from({ length: schools }, () => 1.9 * normal(random))
  const schoolOf = Uint16Array.from({ length: pupils }, () => Math.floor(random() * schools))
  const column = () => new Uint8Array(pupils)
  const earlier = [column(), column(), column()] as const
  const assessed = [column(), column(), column()] as const
  const outcome = [column(), column()] as const
  for (let pupil = 0; pupil < pupils; pupil += 1) {
    const talent = normal(random)
    const lacks = random() < 0.05 ? 7 + Math.floor(random() * 2) : -1
    for (const it of earlier) {
      const shade = talent + 0.4 * normal(random)
      it[pupil] = lacks >= 0 ? lacks : [-2.3, -1.5, -0.9, -0.2, 0.6, 2.1].filter(cut => shade >= cut).length
    }
    const points = earlier.map(it => LEVEL_POINTS[it[pupil] ?? 0] ?? 15)
    const quarter = (points[0] ?? 0) + (points[1] ?? 0) + 2 * (points[2] ?? 0)
    const group = CUTS.filter(it => quarter >= it).length
    const effect = effects[schoolOf[pupil] ?? 0] ?? 0
    for (const [subject, cells] of assessed.entries()) {
      const score = Math.round(estimateOfPupils(subject, group) / 100 + effect + 6.3 * normal(random))
      const level = assessmentOf(score, random)
      cells[pupil] = level
      const tested = subject === 0 ? outcome[0] : subject === 2 ? outcome[1] : undefined
      if (tested !== undefined) tested[pupil] = outcomeOf(score, level < 4, random(), random)
    }
  }
  return {
    pupils,
    schools,
    pupilIds: ids(pupils, pupilId),
    schoolIds: ids(schools, schoolId),
    schoolOf,
    earlier,
    assessed,
    outcome,
  }
}
