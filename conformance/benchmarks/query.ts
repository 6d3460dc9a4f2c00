/**
 * The two works as SQL for DuckDB, as well as we could write it: best-of lists by aggregates that keep
 * the greatest few, and one grouping a level. `W1` and `W2` give a row for each school, in order.
 */
import {
  ASSESSMENTS,
  CUTS,
  estimateOfPupils,
  estimateOfResults,
  GRADES,
  LEVEL_POINTS,
  LEVELS,
  SUBJECTS,
} from './cohort.ts'

const LADDERS: readonly (readonly [string, readonly string[], number])[] = [
  ['GCSE', GRADES.slice(0, 9), 8],
  ['VOC_L2', ['L2*', 'L2D', 'L2M', 'L2P'], 8],
  ['VOC_L1', ['L1D', 'L1M', 'L1P'], 4],
]

const points = LADDERS.flatMap(([name, grades, top]) => [
  ...grades.map((grade, down) => `('${name}','${grade}',${top - down})`),
  ...(name === 'GCSE' ? [] : [`('${name}','U',0)`]),
])
const roles = SUBJECTS.map((it, place) => `('${it}',${place < 3 ? place + 1 : place < 15 ? 4 : 0})`)
const estimates = Array.from(
  { length: 44 },
  (_, it) => `(${((it + 15) / 10).toFixed(1)},${estimateOfResults(it + 15)})`,
)

/** Tables that both ways of reading share. */
export const SETUP_W1: readonly string[] = [
  `CREATE TABLE points AS SELECT * FROM (VALUES ${points}) t(qualification, grade, points)`,
  `CREATE TABLE roles AS SELECT * FROM (VALUES ${roles}) t(subject, role)`,
  `CREATE TABLE estimates AS SELECT prior::DECIMAL(2,1) AS prior, estimate FROM (VALUES ${estimates}) t(prior, estimate)`,
]

export const W1 = `
WITH counted AS (
  SELECT pupil_id, role, points FROM results JOIN points USING (qualification, grade) JOIN roles USING (subject)
), best AS (
  SELECT pupil_id,
    max(points) FILTER (role = 1) AS lang, max(points) FILTER (role = 2) AS lit,
    coalesce(max(points) FILTER (role = 3), 0) AS mat,
    coalesce(max(points, 6) FILTER (role = 4), []) AS core, coalesce(max(points, 3) FILTER (role = 0), []) AS rest
  FROM counted GROUP BY pupil_id
), scored AS (
  SELECT pupil_id,
    coalesce(greatest(lang, lit), 0) * (CASE WHEN lang IS NULL OR lit IS NULL THEN 1 ELSE 2 END)
    + 2 * mat + coalesce(list_sum(core[1:3]), 0)
    + coalesce(list_sum(list_reverse_sort(list_concat(core[4:6], rest,
        CASE WHEN lang IS NULL OR lit IS NULL THEN [] ELSE [least(lang, lit)] END))[1:3]), 0) AS best_eight
  FROM best
), measured AS (
  SELECT school, coalesce(best_eight, 0)::BIGINT best_eight,
    (coalesce(best_eight, 0) * 100 - estimate)::BIGINT AS over
  FROM pupils LEFT JOIN scored USING (pupil_id) LEFT JOIN estimates USING (prior)
), totals AS (
  SELECT school, count(*) pupils, count(over) n, sum(best_eight)::DOUBLE best, sum(over)::DOUBLE s, sum(over * over)::DOUBLE q
  FROM measured GROUP BY school
)
SELECT school, pupils, n AS in_progress, best / pupils AS best_eight, s / (1000 * n) AS progress,
  1.96::DOUBLE * sqrt((q - s * s / n) / (n - 1)) / 1000 / sqrt(n::DOUBLE) AS margin
FROM totals ORDER BY school`

const pointsOf = (column: string): string =>
  `CASE ${column} ${LEVEL_POINTS.map((it, place) => `WHEN '${LEVELS[place]}' THEN ${it}`).join(' ')} END`
const ASSESSED = [70, 73, 76, 79, 91, 103, 113]
const assessedOf = (column: string, count = 7): string =>
  `CASE ${column} ${ASSESSED.slice(0, count)
    .map((it, place) => `WHEN '${ASSESSMENTS[place]}' THEN ${it}`)
    .join(' ')} END`
const scoreOf = (subject: string): string =>
  `coalesce(try_cast(outcome_${subject} AS INTEGER), CASE outcome_${subject} WHEN 'N' THEN 79 WHEN 'B' THEN ${assessedOf(`assessed_${subject}`, 4)} END)`

const groups = Array.from(
  { length: 21 },
  (_, group) => `(${group},${[0, 1, 2].map(it => estimateOfPupils(it, group))})`,
)

export const SETUP_W2: readonly string[] = [
  `CREATE TABLE estimates AS SELECT * FROM (VALUES ${groups}) t(start, er, ew, em)`,
]

const measures = (['r', 'w', 'm'] as const).map(
  it =>
    `n${it}, s${it} / (100 * n${it}) AS p${it}, 1.96::DOUBLE * sqrt((q${it} - s${it} * s${it} / n${it}) / (n${it} - 1)) / 100 / sqrt(n${it}::DOUBLE) AS c${it}`,
)
const sums = (['r', 'w', 'm'] as const).map(
  it => `count(d${it}) n${it}, sum(d${it})::DOUBLE s${it}, sum(d${it} * d${it})::DOUBLE q${it}`,
)

export const W2 = `
WITH scored AS (
  SELECT school, outcome_reading NOT IN ('M', 'Q') AND outcome_maths NOT IN ('M', 'Q') AS counts,
    coalesce(try_cast(outcome_reading AS INTEGER), 0) AS reading, coalesce(try_cast(outcome_maths AS INTEGER), 0) AS maths,
    assessed_writing,
    ${pointsOf('earlier_reading')} + ${pointsOf('earlier_writing')} + 2 * ${pointsOf('earlier_maths')} AS quarter,
    ${scoreOf('reading')} vr, ${assessedOf('assessed_writing')} vw, ${scoreOf('maths')} vm
  FROM pupils
), started AS (
  SELECT *, CASE WHEN quarter IS NOT NULL THEN ${CUTS.map(it => `(quarter >= ${it})::INTEGER`).join(' + ')} END AS start FROM scored
), compared AS (
  SELECT school, counts, least(reading, maths) >= 100 AND assessed_writing IN ('EXS', 'GDS') AS expected,
    least(reading, maths) >= 110 AND assessed_writing = 'GDS' AS higher,
    (vr * 100 - er)::BIGINT dr, (vw * 100 - ew)::BIGINT dw, (vm * 100 - em)::BIGINT dm
  FROM started LEFT JOIN estimates USING (start)
), totals AS (
  SELECT school, count(*) FILTER (counts) pupils, count(*) FILTER (counts AND expected) expected,
    count(*) FILTER (counts AND higher) higher, ${sums.join(', ')}
  FROM compared GROUP BY school
)
SELECT school, pupils, expected / pupils AS expected, higher / pupils AS higher, ${measures.join(', ')}
FROM totals ORDER BY school`
