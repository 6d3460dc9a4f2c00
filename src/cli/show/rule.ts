/** A rule in plain words: what it gives, its formula or decision table, and where it comes from. */
import type { Program } from '../../model/program.ts'
import type { Citation, DecideBody, Rule, RuleBody, SlotsBody } from '../../model/ruleset.ts'
import { printExpression, printPattern } from '../../syntax/expression/print-expression.ts'
import { tableText } from '../table-text.ts'
import { citations, heading, type Paper, wrapped } from './paper.ts'

export function ruleText(program: Program, rule: Rule, paper: Paper): string {
  const { level, name, title, note, unit, per, body } = rule
  const about = [
    `a value for each ${[level, ...per].join(' and ')}`,
    ...(unit === undefined ? [] : [`in ${unit}`]),
    ...publishedText(rule),
  ]
  return (
    heading(paper, `${level}.${name}`, title, 'rule') +
    (note === undefined ? '' : wrapped(note, paper.width)) +
    wrapped(about.join('; '), paper.width) +
    bodyText(body, paper) +
    citations(program, { ...rule, cites: allCites(rule) }, paper, ['rules', `${level}.${name}`])
  )
}

/** Citations of the rule, then those of its rows, each once. */
function allCites({ cites, body }: Rule): readonly Citation[] {
  const ofRows = body.kind === 'decide' ? body.rows.flatMap(it => it.cites) : []
  const byText = new Map([...cites, ...ofRows].map(it => [`${it.source} ${it.place}`, it]))
  return [...byText.values()]
}

function publishedText({ show }: Rule): readonly string[] {
  if (show === undefined) return []
  if ('style' in show) return [`published in the style ${show.style}`]
  const rounded = show.round === undefined ? [] : [`rounded to ${show.round} places`]
  const instead = show.instead.map(it => `${it.reason.name} when ${printExpression(it.when)}`)
  const parts = [...rounded, ...(show.as === 'percent' ? ['as a percentage'] : []), ...instead]
  return [`published ${parts.join(', ')}`]
}

const bodyText = (body: RuleBody, paper: Paper): string => BODIES[body.kind](body as never, paper)

const BODIES: {
  readonly [K in RuleBody['kind']]: (body: Extract<RuleBody, { kind: K }>, paper: Paper) => string
} = {
  is: ({ is }, { width }) => wrapped(`= ${printExpression(is)}`, width, '    '),
  each: ({ each }, { width }) =>
    [...each]
      .map(([member, { is }]) => wrapped(`${member} = ${printExpression(is)}`, width, '    '))
      .join(''),
  decide: decisionText,
  slots: slotsText,
}

function decisionText({ policy, on, rows }: DecideBody, { width, style }: Paper): string {
  const how = policy === 'first' ? 'the first row that matches decides' : 'exactly one row matches'
  const headings = [...on.map(it => it.name), 'gives', ''].map(style.faint)
  const lines = rows.map(it => [...it.cells.map(printPattern), printExpression(it.outcome), it.note ?? ''])
  return wrapped(how, width) + tableText([headings, ...lines], width, { indent: '    ' })
}

function slotsText(body: SlotsBody, { width }: Paper): string {
  const from = `${body.from}${body.where === undefined ? '' : ` where ${printExpression(body.where)}`}`
  const how = body.choose === 'best total' ? 'so that the total is greatest' : 'one slot after the other'
  const fills = body.fills.map(it => [
    it.name,
    `takes ${printExpression(it.take)}`,
    `of ${printExpression(it.accept)}`,
    it.weight === undefined ? '' : `weight ${printExpression(it.weight)}`,
  ])
  const limits = body.limits.map(
    it => `at most ${printExpression(it.atMost)} ${it.counts} where ${printExpression(it.where)}`,
  )
  return (
    wrapped(`the total of ${printExpression(body.score)} over slots filled from ${from}, ${how}`, width) +
    tableText(fills, width, { indent: '    ' }) +
    limits.map(it => wrapped(it, width, '    ')).join('')
  )
}
