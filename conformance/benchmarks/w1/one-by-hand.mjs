/** The best eight of one pupil from records of texts, as one would write it by hand, knowing everything. */
import { GRADES, SUBJECTS } from '../cohort.ts'

const LADDERS = [
  ['GCSE', GRADES.slice(0, 9), 8],
  ['VOC_L2', ['L2*', 'L2D', 'L2M', 'L2P'], 8],
  ['VOC_L1', ['L1D', 'L1M', 'L1P'], 4],
]

const POINTS = new Map(
  LADDERS.map(([name, grades, top]) => [
    name,
    new Map([...grades.map((grade, down) => [grade, top - down]), ...(name === 'GCSE' ? [] : [['U', 0]])]),
  ]),
)
const ROLES = new Map(SUBJECTS.map((it, place) => [it, place < 3 ? place + 1 : place < 15 ? 4 : 0]))
const [LANGUAGE, LITERATURE, MATHS, EBACC] = [1, 2, 3, 4]

export function bestEightOfOne(results) {
  let [language, literature, maths] = [-1, -1, 0]
  let [e0, e1, e2, e3, e4, e5, o0, o1, o2] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
  const put = points => {
    if (points <= o2) return
    if (points <= o1) o2 = points
    else {
      o2 = o1
      if (points > o0) {
        o1 = o0
        o0 = points
      } else o1 = points
    }
  }
  for (const { qualification, subject, grade } of results) {
    let points = POINTS.get(qualification)?.get(grade)
    if (points === undefined) continue
    let passed = 0
    switch (ROLES.get(subject)) {
      case LANGUAGE:
        if (points > language) language = points
        break
      case LITERATURE:
        if (points > literature) literature = points
        break
      case MATHS:
        if (points > maths) maths = points
        break
      case EBACC:
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
        break
      default:
        put(points)
    }
  }
  const hasBoth = language >= 0 && literature >= 0
  const english = hasBoth ? 2 * Math.max(language, literature) : Math.max(language, literature, 0)
  for (const it of [e3, e4, e5]) put(it)
  if (hasBoth) put(Math.min(language, literature))
  return english + 2 * maths + e0 + e1 + e2 + o0 + o1 + o2
}
