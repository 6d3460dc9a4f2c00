/** The page of the reasons for absence that the language itself gives. */
import { BUILT_IN_REASONS } from '../../src/value/value.ts'
import type { Sections } from './sections.ts'

export function reasonsPage(sections: Sections): string {
  const rows = Object.entries(BUILT_IN_REASONS).map(
    ([name, { absence, text }]) => `| \`${name}\` | ${absence} | ${text} |`,
  )
  return `# Reasons for absence

A value that is not there has a kind and a reason.
Rulesets declare [reasons of their own](${sections.get('values/reasons') ?? ''}); these are [the language's](${sections.get('values/built-in-reasons') ?? ''}), with the words in which explanations give them.

| reason | kind | text |
|---|---|---|
${rows.join('\n')}
`
}
