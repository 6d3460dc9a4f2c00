/** The time that `--seconds` allows counts from the start of a command. */
import { expect, it } from 'vitest'
import { CommandLine } from '../../src/cli/command-line.ts'
import { contextOf } from '../../src/cli/context.ts'
import { timeAllowed } from '../../src/cli/time-allowed.ts'

const io = { out: () => undefined, err: () => undefined, width: 80, hasColour: false, isWatched: false }
/** A command that has been at work for so many seconds. */
const at = (seconds: number) =>
  contextOf({ ...io, began: performance.now() - seconds * 1000 }, new CommandLine([])).context

it('the time allowed is over once it has gone since the start, whatever it went for', () => {
  expect(timeAllowed(at(10), 5)()).toBe(true)
  expect(timeAllowed(at(10), 60)()).toBe(false)
})
it('a share of the time is over before all of it', () => {
  expect(timeAllowed(at(40), 60, 0.5)()).toBe(true)
  expect(timeAllowed(at(40), 60)()).toBe(false)
})
it('time without a limit is never over', () => {
  expect(timeAllowed(at(1e6), undefined)()).toBe(false)
})
it('a command begins when it is called, unless its caller began before', () => {
  const { began } = contextOf(io, new CommandLine([])).context
  expect(timeAllowed({ ...at(0), began }, 3600)()).toBe(false)
})
