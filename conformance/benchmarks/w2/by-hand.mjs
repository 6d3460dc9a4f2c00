/** The second work as one would write it by hand, knowing everything: one pass over the pupils. */
import { ASSESSMENTS, CUTS, estimateOfPupils, LEVEL_POINTS, LEVELS, OUTCOMES } from '../cohort.ts'

const ASSESSED = [70, 73, 76, 79, 91, 103, 113]
const OUTSIDE = new Set(['M', 'Q'])

const POINTS = Int16Array.from(LEVELS, (_, it) => LEVEL_POINTS[it] ?? -1)
const SCORES = Int16Array.from(OUTCOMES, it => (/^\d/.test(it) ? Number(it) : 0))
const IS_OUT = Uint8Array.from(OUTCOMES, it => (OUTSIDE.has(it) ? 1 : 0))
const WRITTEN = Int16Array.from(ASSESSMENTS, (_, it) => ASSESSED[it] ?? -1)
const GROUPS = Uint8Array.from({ length: 128 }, (_, points) => CUTS.filter(it => points >= it).length)

/** The score of an outcome and an assessment; -1 where there is none. */
const NOMINAL = (() => {
  const table = new Int16Array(OUTCOMES.length * 16).fill(-1)
  for (const [place, outcome] of OUTCOMES.entries())
    for (const level of ASSESSMENTS.keys()) {
      const low = outcome === 'B' && level < 4 ? ASSESSED[level] : -1
      table[place * 16 + level] = SCORES[place] > 0 ? SCORES[place] : outcome === 'N' ? 79 : low
    }
  return table
})()

const ESTIMATES = [0, 1, 2].map(subject =>
  Float64Array.from({ length: 21 }, (_, group) => estimateOfPupils(subject, group)),
)
const LEAST = [-5, -7, -5]

export function byHand({ pupils, schools, schoolOf, earlier, assessed, outcome }) {
  const column = () => new Float64Array(schools)
  const [count, expected, higher] = [column(), column(), column()]
  const totals = LEAST.map(() => ({ count: column(), sum: column(), squares: column() }))
  const [e0, e1, e2] = earlier
  const [a0, a1, a2] = assessed
  const [o0, o1] = outcome
  const [reading, writing, maths] = totals
  const [r, w, m] = ESTIMATES
  for (let pupil = 0; pupil < pupils; pupil += 1) {
    const school = schoolOf[pupil]
    const [read, counted, level] = [o0[pupil], o1[pupil], a1[pupil]]
    if (IS_OUT[read] === 0 && IS_OUT[counted] === 0) {
      count[school] += 1
      const low = Math.min(SCORES[read], SCORES[counted])
      if (low >= 100 && (level === 5 || level === 6)) expected[school] += 1
      if (low >= 110 && level === 6) higher[school] += 1
    }
    const [p0, p1, p2] = [POINTS[e0[pupil]], POINTS[e1[pupil]], POINTS[e2[pupil]]]
    if ((p0 | p1 | p2) < 0) continue
    const group = GROUPS[p0 + p1 + 2 * p2]
    let score = NOMINAL[(read << 4) | a0[pupil]]
    if (score >= 0) add(reading, school, score * 100 - r[group])
    score = WRITTEN[level]
    if (score >= 0) add(writing, school, score * 100 - w[group])
    score = NOMINAL[(counted << 4) | a2[pupil]]
    if (score >= 0) add(maths, school, score * 100 - m[group])
  }
  return Array.from({ length: schools }, (_, school) => {
    const subjects = totals.map(it => measure(it, school))
    const isLow = subjects.some(({ progress, margin }, it) => progress < LEAST[it] && progress + margin < 0)
    const n = count[school]
    return {
      pupils: n,
      expected: expected[school] / n,
      higher: higher[school] / n,
      subjects,
      isBelow: n >= 11 && expected[school] / n < 0.65 && isLow,
    }
  })
}

function add(totals, school, over) {
  totals.count[school] += 1
  totals.sum[school] += over
  totals.squares[school] += over * over
}

function measure({ count, sum, squares }, school) {
  const [n, s, q] = [count[school], sum[school], squares[school]]
  const deviation = Math.sqrt((q - (s * s) / n) / (n - 1)) / 100
  return { count: n, progress: s / (100 * n), margin: (1.96 * deviation) / Math.sqrt(n) }
}
