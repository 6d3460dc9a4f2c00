/** A ruleset with a little of everything, for edits to be made in. Parts of the edits are found by their text. */
export const BASE = `yardstick: "1.0"
ruleset: small
year: 2000
release: draft
revision: 1
title: Small
sources:
  guide: {title: A guide, standing: official}
reasons:
  late: {kind: excluded, text: came too late}
  unused: {kind: excluded, text: for no one}
  small: {kind: suppressed, text: too few, shown: SUPP}
dimensions:
  paper: [one, two]
  group: {of: pupil, members: {all: {title: All, is: yes}, poor: {title: Poor, is: fsm}}}
codes:
  grade: {order: best first, list: {A: First, B: Second, C: Third}}
  yes_no: {list: {Y: Yes, N: No}}
  limit: {list: [pass_mark, top_mark]}
  size: {list: [many, few]}
levels:
  pupil:
    key: pupil_id
    inputs:
      school: {type: text}
      grade: {type: grade, may be: missing}
      sat: {type: yes/no, default: yes}
      marks: {type: 0..100, default: 0}
      absent_all_year: {type: yes/no, default: no}
      fsm: {type: yes/no, default: no}
  result:
    key: result_id
    in: {pupil: pupil_id}
    inputs:
      pupil_id: {type: text}
      kind: {type: yes_no}
      score: {type: 0..10}
  school: {groups: pupil, by: school}
tables:
  points:
    by: grade
    cite: guide p1
    rows: {A: 5, B: 3, C: 1}
  bands: {by: {mark: whole}, complete: no, rows: {5..<10: 2, 10..: 3}}
  limits: {by: limit, rows: {pass_mark: 40, top_mark: 90}}
  fees: {by: grade, rows: {A: 10, B: 20, C: 30}}
parameters:
  bonus: {type: number, default: 1}
  manner: {one of: [soft, hard], default: soft}
rules:
  pupil:
    counted:
      is: not absent_all_year
    worth:
      title: Worth of a grade
      is: if grade is present then points(grade) else 0
    double:
      is: worth * 2
    spare:
      is: worth * 7
    passed:
      is: marks >= limits(pass_mark)
    high:
      is: marks >= 70
    band:
      is: bands(marks)
    better_than_c:
      is: if grade is present then grade > B else no
    with_bonus:
      is: worth + bonus
    mannered:
      is: if manner = hard then worth else 0
    decided:
      decide: first
      on: [grade, sat]
      rows:
        - [missing, any, excluded(late)]
        - [A, any, 9]
        - [A or B, yes, 6]
        - [B or C, no, excluded(late)]
        - [any, any, 2]
    per_paper:
      per: paper
      is: if paper = one then 1 else 2
    best:
      slots:
        from: result
        choose: best total
        score: score
        fill:
          first: {take: 1, accept: kind = Y, weight: 2}
          second: {take: 3, accept: yes}
        limits:
          all: {at most: 2, where: yes, counts: candidates}
  school:
    pupils:
      is: count(pupil)
    share:
      per: group
      is: mean(group over pupil)
    average:
      is: mean(worth over pupil where counted)
      show: {round: 1, instead: [small when pupils < 6]}
    size:
      type: size
      decide: first
      on: [pupils, counted_pupils]
      rows:
        - [at least 12, any, many]
        - [any, any, few]
    counted_pupils:
      is: count(pupil where counted)
laws:
  never-negative: {title: Never negative, at: pupil, holds: worth >= 0}
`
