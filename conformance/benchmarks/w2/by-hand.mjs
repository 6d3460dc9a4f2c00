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
  const counts = () => new Int32Array(schools)
  const sums = () => new Float64Array(schools)
  const [count, expected, higher] = [counts(), counts(), counts()]
  const [nr, nw, nm] = [counts(), counts(), counts()]
  const [sr, sw, sm] = [sums(), sums(), sums()]
  const [qr, qw, qm] = [sums(), sums(), sums()]
  const [e0, e1, e2] = earlier
  const [a0, a1, a2] = assessed
  const [o0, o1] = outcome
  const [isOut, scores, points, groups, nominal, written] = [IS_OUT, SCORES, POINTS, GROUPS, NOMINAL, WRITTEN]
  const [r, w, m] = ESTIMATES
  for (let pupil = 0; pupil < pupils; pupil += 1) {
    const school = schoolOf[pupil]
    const read = o0[pupil]
    const counted = o1[pupil]
    const level = a1[pupil]
    if (isOut[read] === 0 && isOut[counted] === 0) {
      count[school] += 1
      const [x, y] = [scores[read], scores[counted]]
      if (x >= 100 && y >= 100 && (level === 5 || level === 6)) {
        expected[school] += 1
        if (x >= 110 && y >= 110 && level === 6) higher[school] += 1
      }
    }
    const p0 = points[e0[pupil]]
    const p1 = points[e1[pupil]]
    const p2 = points[e2[pupil]]
    if ((p0 | p1 | p2) < 0) continue
    const group = groups[p0 + p1 + 2 * p2]
    let score = nominal[(read << 4) | a0[pupil]]
    if (score >= 0) {
      const over = score * 100 - r[group]
      nr[school] += 1
      sr[school] += over
      qr[school] += over * over
    }
    score = written[level]
    if (score >= 0) {
      const over = score * 100 - w[group]
      nw[school] += 1
      sw[school] += over
      qw[school] += over * over
    }
    score = nominal[(counted << 4) | a2[pupil]]
    if (score >= 0) {
      const over = score * 100 - m[group]
      nm[school] += 1
      sm[school] += over
      qm[school] += over * over
    }
  }
  return resultsOf(schools, { count, expected, higher }, [
    measure(nr, sr, qr),
    measure(nw, sw, qw),
    measure(nm, sm, qm),
  ])
}

function measure(count, sum, squares) {
  const schools = count.length
  const [progress, margin] = [new Float64Array(schools), new Float64Array(schools)]
  for (let school = 0; school < schools; school += 1) {
    const [n, s] = [count[school], sum[school]]
    progress[school] = s / (100 * n)
    const deviation = Math.sqrt((squares[school] - (s * s) / n) / (n - 1)) / 100
    margin[school] = (1.96 * deviation) / Math.sqrt(n)
  }
  return { count, progress, margin }
}

function resultsOf(schools, { count, expected, higher }, subjects) {
  const shares = [expected, higher].map(it => Float64Array.from(it, (taken, school) => taken / count[school]))
  const isBelow = new Uint8Array(schools)
  for (let school = 0; school < schools; school += 1) {
    let isLow = false
    for (let it = 0; it < 3; it += 1) {
      const progress = subjects[it].progress[school]
      if (progress < LEAST[it] && progress + subjects[it].margin[school] < 0) isLow = true
    }
    isBelow[school] = isLow && count[school] >= 11 && shares[0][school] < 0.65 ? 1 : 0
  }
  return { pupils: count, expected: shares[0], higher: shares[1], subjects, isBelow }
}
