/** What is said about texts with mistakes, as people see it. The recorded text is meant to be read. */
import { expect, it } from 'vitest'
import { marked, read, type Sort } from './support.ts'

const MISTAKES: Readonly<Record<Sort, readonly string[]>> = {
  expression: [
    // Several mistakes in one text, each once.
    'mean(a +, b *) / c d',
    'if a than b esle c == d',
    'f(a, ) + g( , b) + h(a b)',
    '"A" and (b = = c) or d.',
    // Ends and brackets.
    'a +',
    'a + \n  ',
    'f(',
    'f(a, (b + c)',
    '(a, b)',
    'a + b) * c',
    'f((80..120), 3) + )',
    // Conditions.
    'if a then b',
    'if a then b else',
    'if a b else c',
    'if then b else c',
    'a if b else c',
    // Habits of other languages.
    'a == 1 && !(b <> 2) || c ≥ 3',
    'score IN (A, B)',
    'a AND b',
    'a ? b : c',
    'x = null',
    'True',
    'a ** 2 % 3',
    'x += 1',
    'points[grade]',
    'a; b',
    'f(x => x + 1)',
    // Tests.
    'x is',
    'x is in A',
    'x is A or (B or C) and',
    'x is not missing or absent + 1',
    'x = at least 5',
    'x between 1 and 2',
    'is A',
    // Words and numbers out of place.
    'then',
    'a = not b',
    '1.2.3 + 5. + .5 + 1_000',
    'sum(x over l, over m)',
    'sum(x by y over l)',
    'first(x by a best)',
    'a.',
    'a.5',
    'a.b.c(3)',
    "'A' 'B'",
    "'A",
    'a – b ‘c’',
    'a\u200bb',
    'café + 1',
    '£5',
  ],
  pattern: [
    'A B',
    'A or',
    'or A',
    '1..2..3',
    '..',
    'above',
    'at least',
    'at 5',
    'A, B',
    'A or not B',
    '>= 5',
    '< 0',
    '!A',
    'missing(x) or missing',
    'absent(x)',
    '4+',
    'A*',
    '*',
    '-',
  ],
  type: [
    'number or',
    '80-120',
    'yes or no',
    'yes/maybe',
    'key of grades',
    'key of grades.',
    'A | B',
    'number 5',
    'a b',
    'above 5',
    '80..a',
    'text?',
  ],
  instead: ['small if a < 6', 'when a < 6', 'small when', 'small', 'small when a, b', '6 when a'],
}

it('a mistake is told where it is, in words of the language', async () => {
  const told = Object.entries(MISTAKES).flatMap(([sort, texts]) =>
    texts.map(text => marked(text.replace('\n', ' '), read(sort as Sort, text).diagnostics)),
  )
  await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot('mistakes.txt')
})
