/** The first work as one would write it by hand, knowing everything: one pass over results and one over pupils. */
import { estimateOfResults, GRADES, QUALIFICATIONS, SUBJECTS } from '../cohort.ts'

const LADDERS = [
  ['GCSE', ['A*', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'U'], 8],
  ['VOC_L2', ['L2*', 'L2D', 'L2M', 'L2P'], 8],
  ['VOC_L1', ['L1D', 'L1M', 'L1P'], 4],
]

/** Points by 32 times the qualification and the grade; -1 where a result does not count. */
function pointsTable() {
  const table = new Int8Array(QUALIFICATIONS.length * 32).fill(-1)
  for (const [place, [name, grades, top]] of LADDERS.entries()) {
    for (const [down, grade] of grades.entries()) table[place * 32 + GRADES.indexOf(grade)] = top - down
    if (name !== 'GCSE') table[place * 32 + GRADES.indexOf('U')] = 0
  }
  return table
}

const [OTHER, LANGUAGE, LITERATURE, MATHS, EBACC] = [0, 1, 2, 3, 4]
const ROLES = Uint8Array.from(SUBJECTS, (_, it) =>
  it === 0 ? LANGUAGE : it === 1 ? LITERATURE : it === 2 ? MATHS : it < 15 ? EBACC : OTHER,
)

/** Where the results of each pupil begin. */
function startsOf({ pupils, pupilOf }) {
  const starts = new Uint32Array(pupils + 1)
  for (let row = 0; row < pupilOf.length; row += 1) starts[pupilOf[row] + 1] += 1
  for (let pupil = 0; pupil < pupils; pupil += 1) starts[pupil + 1] += starts[pupil]
  return starts
}

export function bestEightOf(data) {
  const { pupils, qualification, subject, grade } = data
  const starts = startsOf(data)
  const table = pointsTable()
  const found = new Uint8Array(pupils)
  for (let pupil = 0; pupil < pupils; pupil += 1) {
    let [language, literature, maths] = [-1, -1, 0]
    let [e0, e1, e2, e3, e4, e5, o0, o1, o2] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
    const end = starts[pupil + 1]
    for (let row = starts[pupil]; row < end; row += 1) {
      let points = table[(qualification[row] << 5) | grade[row]]
      if (points < 0) continue
      const role = ROLES[subject[row]]
      if (role === EBACC) {
        let passed = 0
        if (points > e0) {
          passed = e0
          e0 = points
          points = passed
        }
        if (points > e1) {
          passed = e1
          e1 = points
          points = passed
        }
        if (points > e2) {
          passed = e2
          e2 = points
          points = passed
        }
        if (points > e3) {
          passed = e3
          e3 = points
          points = passed
        }
        if (points > e4) {
          passed = e4
          e4 = points
          points = passed
        }
        if (points > e5) e5 = points
      } else if (role === OTHER) {
        if (points > o0) [o2, o1, o0] = [o1, o0, points]
        else if (points > o1) [o2, o1] = [o1, points]
        else if (points > o2) o2 = points
      } else if (role === LANGUAGE) language = Math.max(language, points)
      else if (role === LITERATURE) literature = Math.max(literature, points)
      else maths = Math.max(maths, points)
    }
    const hasBoth = language >= 0 && literature >= 0
    const better = Math.max(language, literature, 0)
    const spare = hasBoth ? Math.min(language, literature) : 0
    for (const points of [e3, e4, e5, spare]) {
      if (points > o0) [o2, o1, o0] = [o1, o0, points]
      else if (points > o1) [o2, o1] = [o1, points]
      else if (points > o2) o2 = points
    }
    found[pupil] = (hasBoth ? 2 : 1) * better + 2 * maths + e0 + e1 + e2 + o0 + o1 + o2
  }
  return found
}

export function byHand(data) {
  const { pupils, schools, schoolOf, prior } = data
  const best = bestEightOf(data)
  const estimates = Float64Array.from({ length: 64 }, (_, it) => estimateOfResults(it))
  const [count, inProgress, sums, totals, squares] = [1, 2, 3, 4, 5].map(() => new Float64Array(schools))
  for (let pupil = 0; pupil < pupils; pupil += 1) {
    const school = schoolOf[pupil]
    count[school] += 1
    sums[school] += best[pupil]
    if (prior[pupil] === 0) continue
    const over = best[pupil] * 100 - estimates[prior[pupil]]
    inProgress[school] += 1
    totals[school] += over
    squares[school] += over * over
  }
  return Array.from({ length: schools }, (_, school) => {
    const n = inProgress[school]
    const progress = totals[school] / (1000 * n)
    const variance = (squares[school] - (totals[school] * totals[school]) / n) / (n - 1)
    const margin = (1.96 * (Math.sqrt(variance) / 1000)) / Math.sqrt(n)
    return {
      pupils: count[school],
      inProgress: n,
      bestEight: sums[school] / count[school],
      progress,
      margin,
      isBelow: progress < -0.5 && progress + margin < 0,
    }
  })
}
