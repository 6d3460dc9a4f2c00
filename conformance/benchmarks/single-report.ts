/** The figures of single calls as a part of the page. */
import type { CallTimes, SingleTimes } from './single.ts'

/** What was asked for: microseconds a call, milliseconds of compiling, how many times as long a traced call takes. */
const ASKED = { call: 2, compiling: 20, traced: 3 }

const verdict = (found: number, asked: number, unit: string): string =>
  found <= asked
    ? `${found.toFixed(2)}${unit}, asked for ${asked}${unit}`
    : `**${found.toFixed(2)}${unit}, missed**: asked for ${asked}${unit}`

export const singleText = (times: readonly SingleTimes[]): string => `## One row at a time

Through \`compile\` of the library, from records of texts, one call after the other.
Medians and 99th percentiles are of batches of 50 calls by the clock, the other times processor times; heap is what a call takes of it.

${times.map(sectionOf).join('\n')}`

function sectionOf({ title, calls, compiling, fromText, traced, explaining }: SingleTimes): string {
  const byHand = calls.find(it => it.name === 'by hand')
  const own = calls.find(it => it.name.startsWith('ruleset'))
  const first = [
    ...(byHand === undefined || own === undefined
      ? []
      : [
          `A call takes ${verdict(own.median, ASKED.call, ' µs')}: ${(own.median / byHand.median).toFixed(1)}× by hand.`,
        ]),
    `Compiled in ${verdict(compiling[0], ASKED.compiling, ' ms')} the first time and ${compiling[1].toFixed(1)} ms later${fromText === undefined ? '' : `; from the text of the rules ${fromText.toFixed(0)} ms`}.`,
    `A traced call takes ${verdict(traced, ASKED.traced, '×')}; an explanation, when it is asked for, ${explaining.toFixed(1)} ms.`,
  ]
  return `### ${title}

| | µs, median | µs, 99th percentile | processor µs | heap bytes |
|---|---:|---:|---:|---:|
${calls.map(rowOf).join('\n')}

${first.join('\n')}
`
}

const rowOf = ({ name, median, p99, processor, allocated }: CallTimes): string =>
  `| ${name} | ${median.toFixed(2)} | ${p99.toFixed(2)} | ${processor.toFixed(2)} | ${allocated.toFixed(0)} |`
