/** A small ruleset for single calls, with rows below and a comparison with other rows. */
export const RULES = `yardstick: "1.0"
ruleset: tiny
year: 2020
release: draft
revision: 1
title: Tiny
status: draft
reasons:
  no_start: {kind: not applicable, text: no earlier score, shown: NA}
codes:
  subject: {list: [maths, english, art]}
levels:
  result:
    key: [pupil_id, subject]
    in: {pupil: pupil_id}
    inputs: {pupil_id: {type: text}, subject: {type: subject}, points: {type: 0..9}}
  pupil: {key: pupil_id, inputs: {school: {type: text}, start: {type: number 0..9, may be: missing}, name: {type: text, may be: missing}}}
  school: {groups: pupil, by: school}
parameters: {comparator: {one of: [published, cohort], default: published}}
rules:
  result:
    worth: {is: points * 2}
  pupil:
    total: {unit: points, is: sum(worth over result)}
    best: {is: max(points over result)}
    in_maths: {is: some(subject = maths over result)}
    mean_points: {is: mean(points over result), show: {round: 1}}
    above:
      is: if comparator = published then total - 10 else total - school.mean_total
      show: {round: 1, sign: yes}
    gain: {is: mean_points - (start otherwise not_applicable(no_start)), show: {round: 2, sign: yes}}
    greeting: {is: "text('pupil ', name otherwise 'unknown')"}
    root: {is: sqrt(total - 10)}
  school: {mean_total: {is: mean(total over pupil)}}
`
