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
const POINTS = pointsTable()

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
  const [table, roles] = [POINTS, ROLES]
  const found = new Uint8Array(pupils)
  for (let pupil = 0; pupil < pupils; pupil += 1) {
    let language = -1
    let literature = -1
    let maths = 0
    let e0 = 0
    let e1 = 0
    let e2 = 0
    let e3 = 0
    let e4 = 0
    let e5 = 0
    let o0 = 0
    let o1 = 0
    let o2 = 0
    const end = starts[pupil + 1]
    for (let row = starts[pupil]; row < end; row += 1) {
      let points = table[(qualification[row] << 5) | grade[row]]
      if (points < 0) continue
      switch (roles[subject[row]]) {
        case 0:
          if (points > o2) {
            if (points > o1) {
              o2 = o1
              if (points > o0) {
                o1 = o0
                o0 = points
              } else o1 = points
            } else o2 = points
          }
          break
        case 1:
          if (points > language) language = points
          break
        case 2:
          if (points > literature) literature = points
          break
        case 3:
          if (points > maths) maths = points
          break
        default: {
          let less
          if (points > e0) {
            less = e0
            e0 = points
            points = less
          }
          if (points > e1) {
            less = e1
            e1 = points
            points = less
          }
          if (points > e2) {
            less = e2
            e2 = points
            points = less
          }
          if (points > e3) {
            less = e3
            e3 = points
            points = less
          }
          if (points > e4) {
            less = e4
            e4 = points
            points = less
          }
          if (points > e5) e5 = points
        }
      }
    }
    const hasBoth = language >= 0 && literature >= 0
    const better = Math.max(language, literature, 0)
    const spare = hasBoth ? Math.min(language, literature) : 0
    for (
      let place = 0, points = e3;
      place < 4;
      place += 1, points = place === 1 ? e4 : place === 2 ? e5 : spare
    )
      if (points > o2) {
        if (points > o1) {
          o2 = o1
          if (points > o0) {
            o1 = o0
            o0 = points
          } else o1 = points
        } else o2 = points
      }
    found[pupil] = (hasBoth ? 2 : 1) * better + 2 * maths + e0 + e1 + e2 + o0 + o1 + o2
  }
  return found
}

const ESTIMATES = Float64Array.from({ length: 64 }, (_, it) => estimateOfResults(it))

export function byHand(data) {
  const { pupils, schools, schoolOf, prior } = data
  const best = bestEightOf(data)
  const estimates = ESTIMATES
  const count = new Int32Array(schools)
  const inProgress = new Int32Array(schools)
  const sums = new Float64Array(schools)
  const totals = new Float64Array(schools)
  const squares = new Float64Array(schools)
  for (let pupil = 0; pupil < pupils; pupil += 1) {
    const school = schoolOf[pupil]
    count[school] += 1
    sums[school] += best[pupil]
    const level = prior[pupil]
    if (level === 0) continue
    const over = best[pupil] * 100 - estimates[level]
    inProgress[school] += 1
    totals[school] += over
    squares[school] += over * over
  }
  const [bestEight, progress, margin] = [1, 2, 3].map(() => new Float64Array(schools))
  const isBelow = new Uint8Array(schools)
  for (let school = 0; school < schools; school += 1) {
    const n = inProgress[school]
    const variance = (squares[school] - (totals[school] * totals[school]) / n) / (n - 1)
    bestEight[school] = sums[school] / count[school]
    progress[school] = totals[school] / (1000 * n)
    margin[school] = (1.96 * (Math.sqrt(variance) / 1000)) / Math.sqrt(n)
    isBelow[school] = progress[school] < -0.5 && progress[school] + margin[school] < 0 ? 1 : 0
  }
  return { pupils: count, inProgress, bestEight, progress, margin, isBelow }
}
