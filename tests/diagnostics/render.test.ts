import { array, assert, nat, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrange, summaryOf } from '../../src/diagnostics/arrange.ts'
import type { Diagnostic, Related, Suggestion } from '../../src/diagnostics/diagnostic.ts'
import { renderHuman } from '../../src/diagnostics/render-human.ts'
import { renderJson } from '../../src/diagnostics/render-json.ts'
import { renderLines } from '../../src/diagnostics/render-line.ts'
import { report } from '../../src/diagnostics/report.ts'
import { type Source, spanOf } from '../../src/source/source.ts'

const sourceOf = (text: string, name = 'ruleset.yaml'): Source => ({ name, text })

/** The span of a text in a source. */
function at(source: Source, text: string, from = 0) {
  const start = source.text.indexOf(text, from)
  return spanOf(source, start, start + text.length)
}

interface Extras {
  readonly related?: readonly Related[]
  readonly suggestion?: Suggestion
}

/** A misspelt key, as an error with a hint. */
const misspelt = (source: Source, key: string, nearest?: string, extras: Extras = {}): Diagnostic =>
  report('document/unknown-key', at(source, key), { key, what: 'a rule', nearest }, extras)

describe('for people', () => {
  it('a diagnostic shows its line, underlined, and a hint', () => {
    const source = sourceOf('rules:\n  pupil:\n    progress:\n      iss: score - benchmark\n')
    expect(`\n${renderHuman([misspelt(source, 'iss', 'is')])}`).toMatchInlineSnapshot(`
      "
      error document/unknown-key: \`iss\` is not a setting of a rule
       --> ruleset.yaml:4:7
      4 |       iss: score - benchmark
        |       ^^^
        = hint: did you mean \`is\`?

      1 error
      "
    `)
  })

  it('places that explain have their labels, in the same source and in another', () => {
    const source = sourceOf('rows:\n  W: 3\n  X: 5\n  W: 9\n')
    const table = sourceOf('grade,points\nW,3\n', 'tables/points.csv')
    const related = [
      { at: at(source, 'W'), label: 'written first here' },
      { at: at(table, 'W,3'), label: 'and in the file' },
    ]
    const diagnostic = report('document/duplicate-key', at(source, 'W', 12), { key: 'W' }, { related })
    expect(`\n${renderHuman([diagnostic])}`).toMatchInlineSnapshot(`
      "
      error document/duplicate-key: \`W\` is written twice here
       --> ruleset.yaml:4:3
      4 |   W: 9
        |   ^
        |
      2 |   W: 3
        |   - written first here
       --> tables/points.csv:2:1
      2 | W,3
        | --- and in the file

      1 error
      "
    `)
  })

  it('a suggestion that the hint does not say is shown', () => {
    const source = sourceOf('row: [!missing, any]')
    const span = at(source, '!missing')
    const args = { tag: '!missing', name: 'missing' }
    const suggestion = { at: span, replacement: 'not missing' }
    expect(
      `\n${renderHuman([report('document/negation-is-tag', span, args, { suggestion })])}`,
    ).toMatchInlineSnapshot(`
      "
      error document/negation-is-tag: \`!missing\` is a tag to YAML, and the word is lost; expected \`not missing\`
       --> ruleset.yaml:1:7
      1 | row: [!missing, any]
        |       ^^^^^^^^
        = write: not missing

      1 error
      "
    `)
  })

  it('a span over lines is underlined on each, without their indentation', () => {
    const source = sourceOf('a:\n  b: |\n    one\n    two\n  c: d\n')
    const diagnostic = report('document/expression-style', at(source, '|\n    one\n    two'), { style: 'x' })
    expect(`\n${renderHuman([diagnostic])}`).toMatchInlineSnapshot(`
      "
      error document/expression-style: an expression cannot be written as x
       --> ruleset.yaml:2:6
      2 |   b: |
        |      ^
      3 |     one
        |     ^^^
      4 |     two
        |     ^^^
        = hint: write it plainly, in single quotes, or as a block after \`|\`

      1 error
      "
    `)
  })

  it('a span over many lines is shown by its first and last', () => {
    const source = sourceOf('a: [\n  one,\n  two,\n  three,\n  four]\n')
    const diagnostic = report('document/not-a-map', spanOf(source, 3, source.text.length - 1), {
      found: 'a list',
    })
    expect(`\n${renderHuman([diagnostic])}`).toMatchInlineSnapshot(`
      "
      error document/not-a-map: expected keys with values, found a list
       --> ruleset.yaml:1:4
      1 | a: [
        |    ^
      ...
      5 |   four]
        |   ^^^^^

      1 error
      "
    `)
  })

  it('the underline stands below wide characters, tabs and combined ones', () => {
    const lines = ['  學校: iss', '\t\tiss', 'cafe\u0301 🎓 iss']
    const drawn = lines.map(line => renderHuman([misspelt(sourceOf(line), 'iss')]))
    expect(`\n${drawn.join('\n')}`).toMatchInlineSnapshot(`
      "
      error document/unknown-key: \`iss\` is not a setting of a rule
       --> ruleset.yaml:1:7
      1 |   學校: iss
        |         ^^^

      1 error

      error document/unknown-key: \`iss\` is not a setting of a rule
       --> ruleset.yaml:1:3
      1 |         iss
        |         ^^^

      1 error

      error document/unknown-key: \`iss\` is not a setting of a rule
       --> ruleset.yaml:1:10
      1 | café 🎓 iss
        |         ^^^

      1 error
      "
    `)
  })

  it('a long line is cut around the span', () => {
    const source = sourceOf(`a: ${'word '.repeat(30)}iss ${'more '.repeat(30)}`)
    const start = sourceOf(`iss ${'more '.repeat(30)}`)
    const drawn = [source, start].map(it => renderHuman([misspelt(it, 'iss')], { width: 60 }))
    expect(`\n${drawn.join('\n')}`).toMatchInlineSnapshot(`
      "
      error document/unknown-key: \`iss\` is not a setting of a rule
       --> ruleset.yaml:1:154
      1 | …rd word word word iss more more more more more more mo…
        |                    ^^^

      1 error

      error document/unknown-key: \`iss\` is not a setting of a rule
       --> ruleset.yaml:1:1
      1 | iss more more more more more more more more more more …
        | ^^^

      1 error
      "
    `)
  })

  it('the end of a file is a place', () => {
    const source = sourceOf('# nothing\n')
    expect(`\n${renderHuman([report('document/empty', spanOf(source, 10, 10))])}`).toMatchInlineSnapshot(`
      "
      error document/empty: the file is empty
       --> ruleset.yaml:2:1
      2 |
        | ^

      1 error
      "
    `)
    const line = sourceOf('title:\nyear: 2016')
    const diagnostic = report('document/nothing-here', spanOf(line, 6, 6), { what: 'a text' })
    expect(`\n${renderHuman([diagnostic])}`).toMatchInlineSnapshot(`
      "
      error document/nothing-here: expected a text, found nothing
       --> ruleset.yaml:1:7
      1 | title:
        |       ^

      1 error
      "
    `)
  })

  it('a source that is an excerpt keeps the numbers of its lines', () => {
    const source = { name: 'chapter.md', text: 'a: b\niss: c\n', firstLine: 99 }
    expect(`\n${renderHuman([misspelt(source, 'iss')])}`).toMatchInlineSnapshot(`
      "
      error document/unknown-key: \`iss\` is not a setting of a rule
         --> chapter.md:100:1
      100 | iss: c
          | ^^^

      1 error
      "
    `)
  })

  it('nothing in a source or name can steer the terminal', () => {
    const source = sourceOf('a: \u001b[31m\u202e iss', 'evil\u001b[2J.yaml')
    const text = renderHuman([
      report('document/unknown-key', at(source, 'iss'), { key: '\u0007', what: 'x' }),
    ])
    expect(text).toContain('\ufffd[31m\ufffd iss')
    for (const control of ['\u0007', '\u001b', '\u202e']) expect(text).not.toContain(control)
  })

  it('colours are what the caller says', () => {
    const tag = (name: string) => (text: string) => `<${name}>${text}</${name}>`
    const colours = { error: tag('e'), warning: tag('w'), note: tag('n'), strong: tag('b'), faint: tag('f') }
    expect(
      `\n${renderHuman([misspelt(sourceOf('iss: a'), 'iss', 'is')], { colours })}`,
    ).toMatchInlineSnapshot(`
      "
      <e>error document/unknown-key</e>: <b>\`iss\` is not a setting of a rule</b>
       <f>--></f> ruleset.yaml:1:1
      <f>1 |</f> iss: a
      <f>  |</f> <e>^^^</e>
        <f>=</f> hint: did you mean \`is\`?

      1 error
      "
    `)
  })

  it('nothing to say is nothing', () => {
    expect(renderHuman([])).toBe('')
  })
})

describe('on one line', () => {
  it('a diagnostic has its place, severity, code and message', () => {
    const source = sourceOf('rules:\n  iss: a\n')
    expect(renderLines([misspelt(source, 'iss', 'is')])).toMatchInlineSnapshot(`
      "ruleset.yaml:2:3: error document/unknown-key: \`iss\` is not a setting of a rule
      "
    `)
  })

  it('line breaks inside a message do not break the line', () => {
    const source = sourceOf('a\nb')
    expect(
      renderLines([report('document/unexpected', at(source, 'a'), { found: 'x\ny' })]).split('\n'),
    ).toHaveLength(2)
  })
})

describe('for programs', () => {
  it('a diagnostic is all its facts', () => {
    const source = sourceOf('rules:\n  iss: a\n')
    const suggestion = { at: at(source, 'iss'), replacement: 'is' }
    const related = [{ at: at(source, 'rules'), label: 'in here' }]
    expect(renderJson([misspelt(source, 'iss', 'is', { related, suggestion })])).toMatchInlineSnapshot(`
      "[
        {
          "code": "document/unknown-key",
          "severity": "error",
          "message": "\`iss\` is not a setting of a rule",
          "hint": "did you mean \`is\`?",
          "args": {
            "key": "iss",
            "what": "a rule",
            "nearest": "is"
          },
          "at": {
            "source": "ruleset.yaml",
            "start": {
              "line": 2,
              "column": 3,
              "offset": 9
            },
            "end": {
              "line": 2,
              "column": 6,
              "offset": 12
            }
          },
          "related": [
            {
              "at": {
                "source": "ruleset.yaml",
                "start": {
                  "line": 1,
                  "column": 1,
                  "offset": 0
                },
                "end": {
                  "line": 1,
                  "column": 6,
                  "offset": 5
                }
              },
              "label": "in here"
            }
          ],
          "suggestion": {
            "at": {
              "source": "ruleset.yaml",
              "start": {
                "line": 2,
                "column": 3,
                "offset": 9
              },
              "end": {
                "line": 2,
                "column": 6,
                "offset": 12
              }
            },
            "replacement": "is"
          }
        }
      ]
      "
    `)
  })

  it('nothing to say is an empty list', () => {
    expect(renderJson([])).toBe('[]\n')
  })
})

describe('diagnostics', () => {
  const a = sourceOf('one two three', 'a.yaml')
  const b = sourceOf('one two three', 'b.yaml')

  it('are in order of source, place and code, whatever order they are found in', () => {
    const found = [
      misspelt(b, 'one'),
      misspelt(a, 'three'),
      report('document/tag', at(a, 'three'), { tag: '!' }),
      misspelt(a, 'one'),
    ]
    expect(renderLines(found)).toBe(renderLines(found.toReversed()))
    expect(renderLines(found)).toMatchInlineSnapshot(`
      "a.yaml:1:1: error document/unknown-key: \`one\` is not a setting of a rule
      a.yaml:1:9: error document/tag: the YAML tag \`!\` is not used here
      a.yaml:1:9: error document/unknown-key: \`three\` is not a setting of a rule
      b.yaml:1:1: error document/unknown-key: \`one\` is not a setting of a rule
      "
    `)
  })

  it('that say the same at the same place are said once', () => {
    expect(arrange([misspelt(a, 'one'), misspelt(a, 'one'), misspelt(a, 'two')])).toHaveLength(2)
  })

  it('are counted by severity', () => {
    const error = misspelt(a, 'one')
    const warning = { ...error, severity: 'warning' } as const
    expect(summaryOf([error, warning, error])).toBe('2 errors, 1 warning')
    expect(summaryOf([{ ...error, severity: 'note' }])).toBe('1 note')
    expect(summaryOf([])).toBe('no errors')
  })
})

describe('any diagnostic', () => {
  it('is drawn without throwing, in lines no wider than the screen, with a caret', () => {
    assert(
      property(string({ unit: 'binary' }), nat(), nat(), nat({ max: 80 }), (text, one, other, width) => {
        const source = sourceOf(text)
        const [start, end] = [one, other].map(it => it % (text.length + 1)).sort((x, y) => x - y)
        const span = spanOf(source, start ?? 0, end ?? 0)
        const drawn = renderHuman([report('document/tab', span)], { width: width + 30 })
        expect(drawn).toContain('^')
        const excerpt = drawn.split('\n').filter(it => /^ *\d* \|/.test(it))
        for (const line of excerpt) expect(Array.from(line).length).toBeLessThanOrEqual(width + 30)
      }),
      { numRuns: 500 },
    )
  })

  it('is arranged in the same order however it comes', () => {
    const source = sourceOf('x'.repeat(50))
    const diagnostics = array(nat({ max: 40 })).map(it =>
      it.map(start => report('document/tab', spanOf(source, start, start + 1))),
    )
    assert(
      property(diagnostics, it => {
        expect(arrange(it)).toEqual(arrange(it.toReversed()))
      }),
    )
  })
})
