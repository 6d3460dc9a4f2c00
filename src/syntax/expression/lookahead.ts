/**
 * The places of the grammar where the next words do not say by themselves how to go on. Each question
 * looks at the tokens ahead, `at` being how far ahead they start.
 */
import { CstParser } from 'chevrotain'
import {
  AbsenceFunction,
  Additive,
  Comparator,
  Direction,
  Dots,
  isA,
  Multiplicative,
  Name,
  NumberToken,
  SIGN,
  Text,
  WORDS,
} from './tokens.ts'

export abstract class Lookahead extends CstParser {
  protected isNotApplicable(at: number): boolean {
    return isA(this.LA(at), WORDS.not) && isA(this.LA(at + 1), WORDS.applicable)
  }

  protected isAbsence(at: number): boolean {
    const next = this.LA(at)
    if (isA(next, AbsenceFunction)) return !isA(this.LA(at + 1), SIGN['('])
    return isA(next, WORDS.absent) || isA(next, WORDS.present) || this.isNotApplicable(at)
  }

  protected isPhrase(at: number): boolean {
    const [next, after] = [this.LA(at), this.LA(at + 1)]
    if (isA(next, WORDS.at)) return isA(after, WORDS.least) || isA(after, WORDS.most)
    if (!isA(next, Direction) || this.isDirectionOfOrder(at + 1)) return false
    return SUM_STARTS.some(it => isA(after, it))
  }

  /** `by x is 18.. best first`: the words are about the order, not a value. */
  protected isDirectionOfOrder(at: number): boolean {
    const next = this.LA(at)
    return (isA(next, WORDS.best) || isA(next, WORDS.worst)) && isA(this.LA(at + 1), WORDS.first)
  }

  /**
   * Whether the `or` ahead goes on with the alternatives of `x is A or B`. It does when what follows
   * is a plain value, range or absence; `x is A or b = 2` and `x is A or f(y)` join two conditions.
   */
  protected isAlternativeAhead(): boolean {
    if (!isA(this.LA(1), WORDS.or)) return false
    if (this.isAbsence(2) || this.isPhrase(2) || isA(this.LA(2), Dots)) return true
    const length = this.plainValueLength(2)
    return length > 0 && !BINDS_TIGHTER.some(it => isA(this.LA(2 + length), it))
  }

  /** How many tokens a plain value takes; 0 where none stands. */
  private plainValueLength(at: number): number {
    if (isA(this.LA(at), SIGN['-'])) return isA(this.LA(at + 1), NumberToken) ? 2 : 0
    return PLAIN_VALUES.some(it => isA(this.LA(at), it)) ? 1 : 0
  }
}

const PLAIN_VALUES = [Name, Direction, NumberToken, Text, WORDS.yes, WORDS.no]
const SUM_STARTS = [Name, NumberToken, Text, WORDS.yes, WORDS.no, SIGN['('], SIGN['-'], AbsenceFunction]
/** What makes the plain value before it a part of something larger. */
const BINDS_TIGHTER = [Comparator, Additive, Multiplicative, SIGN['^'], SIGN['.'], SIGN['('], WORDS.is]
