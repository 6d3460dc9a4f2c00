/** A program with its claims as columns, so that any engine can say whether they hold. */
import type { Column, ColumnId, Program, ProgramHolds, ProgramLaw } from '../model/program.ts'
import type { Rule } from '../model/ruleset.ts'

export interface ClaimedProgram {
  readonly program: Program
  /** A yes/no column for each member that the law is claimed for. */
  readonly claims: readonly ColumnId[]
}

export function withClaims(program: Program, law: ProgramLaw, claim: ProgramHolds): ClaimedProgram {
  const columns = claim.claims.map(({ members, holds }, index): Column => {
    const names = members.map(it => `.${it.member}`).join('')
    return {
      // A blank keeps the name apart from those of rules.
      id: `${claim.level}.law ${law.name}${names === '' && index > 0 ? index : names}`,
      level: claim.level,
      name: `law ${law.name}`,
      title: law.title,
      members,
      type: { alternatives: [{ kind: 'yes/no' }] },
      absences: ['missing', 'not applicable', 'excluded', 'suppressed'],
      content: { kind: 'rule', rule: ruleFor(law, claim), is: holds },
    }
  })
  const claims = columns.map(it => it.id)
  return {
    claims,
    program: {
      ...program,
      columns: new Map([...program.columns, ...columns.map(it => [it.id, it] as const)]),
      order: [...program.order, ...claims],
    },
  }
}

const ruleFor = ({ name, title, law }: ProgramLaw, { level }: ProgramHolds): Rule => ({
  name: `law ${name}`,
  title,
  level,
  at: law.at,
  whole: law.whole,
  per: [],
  cites: [],
  unconfirmed: false,
  body: { kind: 'is', is: law.claim.kind === 'holds' ? law.claim.holds : { kind: 'Invalid', at: law.at } },
})
