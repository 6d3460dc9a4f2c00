/**
 * The grammar, as a chevrotain parser that makes a concrete tree. It says what may follow what and
 * nothing else: meaning, and what is wrong with a text, are told by others. `expression.ebnf` is the
 * same grammar for people; a test holds the two equal.
 *
 * Three rules accept more than the language has, so that a common mistake costs one diagnostic and not
 * the rest of the text: chained comparisons, chained powers and bracketed alternatives are refused by
 * whoever reads the tree.
 */
import { CstParser, EOF, type IParserErrorMessageProvider, type TokenType } from 'chevrotain'
import {
  AbsenceFunction,
  Additive,
  AnyWord,
  Comparator,
  Direction,
  Dots,
  isA,
  Multiplicative,
  Name,
  NumberToken,
  SIGN,
  Text,
  VOCABULARY,
  WORDS,
} from './tokens.ts'

/** What was expected where a text goes on after its end. */
export const LEFT_OVER = 'the end'
export const EXPECTED_IN_CELL = 'a value, a range or an absence'

/** Messages are written elsewhere, from these words: what was expected. */
const EXPECTED: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => EXPECTED_TOKENS.get(expected) ?? `\`${expected.name}\``,
  buildNotAllInputParsedMessage: () => LEFT_OVER,
  buildNoViableAltMessage: ({ ruleName }) => EXPECTED_BY_RULE[ruleName] ?? 'a value',
  buildEarlyExitMessage: () => 'a value',
}
const EXPECTED_TOKENS: ReadonlyMap<TokenType, string> = new Map([
  [Name, 'a name'],
  [AnyWord, 'a name'],
  [NumberToken, 'a number'],
  [Dots, '`..`'],
  [EOF, LEFT_OVER],
])
const EXPECTED_BY_RULE: Readonly<Record<string, string>> = {
  pattern: EXPECTED_IN_CELL,
  atom: EXPECTED_IN_CELL,
  typeAlternative: 'a type',
  numberRange: 'a range',
  anyName: 'a name',
}

export interface GrammarOptions {
  /** Checks the grammar itself for ambiguities and left recursion, which costs start-up time. */
  readonly validate: boolean
}

export class ExpressionGrammar extends CstParser {
  constructor({ validate }: GrammarOptions) {
    super(VOCABULARY, {
      recoveryEnabled: true,
      maxLookahead: 2,
      nodeLocationTracking: 'onlyOffset',
      errorMessageProvider: EXPECTED,
      skipValidations: !validate,
    })
    this.performSelfAnalysis()
  }

  /** value [otherwise fallback ...] */
  readonly expression = this.RULE('expression', () => {
    this.SUBRULE(this.conditional)
    this.MANY(() => {
      this.CONSUME(WORDS.otherwise)
      this.SUBRULE2(this.conditional)
    })
  })

  /** A loop and not a recursion, so that a long ladder of `else if` needs no deep stack. */
  readonly conditional = this.RULE('conditional', () => {
    this.MANY(() => {
      this.CONSUME(WORDS.if)
      this.SUBRULE(this.expression, { LABEL: 'condition' })
      this.CONSUME(WORDS.then)
      this.SUBRULE2(this.expression, { LABEL: 'yes' })
      this.CONSUME(WORDS.else)
    })
    this.SUBRULE(this.disjunction)
  })

  readonly disjunction = this.RULE('disjunction', () => {
    this.SUBRULE(this.conjunction)
    this.MANY(() => {
      this.CONSUME(WORDS.or)
      this.SUBRULE2(this.conjunction)
    })
  })

  readonly conjunction = this.RULE('conjunction', () => {
    this.SUBRULE(this.negation)
    this.MANY(() => {
      this.CONSUME(WORDS.and)
      this.SUBRULE2(this.negation)
    })
  })

  readonly negation = this.RULE('negation', () => {
    this.MANY(() => this.CONSUME(WORDS.not))
    this.SUBRULE(this.comparison)
  })

  readonly comparison = this.RULE('comparison', () => {
    this.SUBRULE(this.operand)
    this.MANY(() => this.SUBRULE(this.comparisonTail))
  })

  readonly comparisonTail = this.RULE('comparisonTail', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Comparator)
          this.SUBRULE(this.operand)
        },
      },
      {
        ALT: () => {
          this.CONSUME(WORDS.is)
          this.SUBRULE(this.test)
        },
      },
    ])
  })

  readonly operand = this.RULE('operand', () => {
    this.OR([{ ALT: () => this.SUBRULE(this.sum) }, { ALT: () => this.CONSUME(Direction) }])
  })

  readonly sum = this.RULE('sum', () => {
    this.SUBRULE(this.product)
    this.MANY(() => {
      this.CONSUME(Additive)
      this.SUBRULE2(this.product)
    })
  })

  readonly product = this.RULE('product', () => {
    this.SUBRULE(this.signed)
    this.MANY(() => {
      this.CONSUME(Multiplicative)
      this.SUBRULE2(this.signed)
    })
  })

  readonly signed = this.RULE('signed', () => {
    this.MANY(() => this.CONSUME(SIGN['-']))
    this.SUBRULE(this.power)
  })

  readonly power = this.RULE('power', () => {
    this.SUBRULE(this.postfix)
    this.MANY(() => this.SUBRULE(this.exponent))
  })

  readonly exponent = this.RULE('exponent', () => {
    this.CONSUME(SIGN['^'])
    this.OPTION(() => this.CONSUME(SIGN['-']))
    this.SUBRULE(this.postfix)
  })

  readonly postfix = this.RULE('postfix', () => {
    this.SUBRULE(this.primary)
    this.MANY(() => {
      this.CONSUME(SIGN['.'])
      this.CONSUME(AnyWord)
    })
  })

  readonly primary = this.RULE('primary', () => {
    this.OR([
      { ALT: () => this.CONSUME(NumberToken) },
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.CONSUME(WORDS.yes) },
      { ALT: () => this.CONSUME(WORDS.no) },
      {
        ALT: () => {
          this.CONSUME(Name)
          this.OPTION(() => this.SUBRULE(this.arguments))
        },
      },
      {
        ALT: () => {
          this.CONSUME(AbsenceFunction)
          this.SUBRULE2(this.arguments)
        },
      },
      { ALT: () => this.SUBRULE(this.bracketed) },
    ])
  })

  readonly bracketed = this.RULE('bracketed', () => {
    this.CONSUME(SIGN['('])
    this.SUBRULE(this.expression)
    this.CONSUME(SIGN[')'])
  })

  readonly arguments = this.RULE('arguments', () => {
    this.CONSUME(SIGN['('])
    this.OPTION(() => {
      this.SUBRULE(this.expression)
      this.SUBRULE(this.clauses)
      this.MANY(() => {
        this.CONSUME(SIGN[','])
        this.SUBRULE2(this.expression)
      })
    })
    this.CONSUME(SIGN[')'])
  })

  /** After `by`, commas go on with the keys of the order. */
  readonly clauses = this.RULE('clauses', () => {
    this.OPTION(() => {
      this.CONSUME(WORDS.over)
      this.SUBRULE(this.anyName)
    })
    this.OPTION2(() => {
      this.CONSUME(WORDS.where)
      this.SUBRULE(this.expression)
    })
    this.OPTION3(() => {
      this.CONSUME(WORDS.by)
      this.SUBRULE(this.ordering)
      this.MANY(() => {
        this.CONSUME(SIGN[','])
        this.SUBRULE2(this.ordering)
      })
    })
  })

  readonly ordering = this.RULE('ordering', () => {
    this.SUBRULE(this.expression)
    this.OPTION(() => {
      this.OR([{ ALT: () => this.CONSUME(WORDS.best) }, { ALT: () => this.CONSUME(WORDS.worst) }])
      this.CONSUME(WORDS.first)
    })
  })

  /** A cell of a decision table, or a key of a table. `not` covers all its alternatives. */
  readonly pattern = this.RULE('pattern', () => {
    this.OR([
      { ALT: () => this.CONSUME(WORDS.any) },
      {
        ALT: () => {
          this.OPTION({ GATE: () => !this.isNotApplicable(1), DEF: () => this.CONSUME(WORDS.not) })
          this.SUBRULE(this.atom)
          this.MANY(() => {
            this.CONSUME(WORDS.or)
            this.SUBRULE2(this.atom)
          })
        },
      },
    ])
  })

  /** What follows `is`: a pattern that ends at the first `or` that can only join two conditions. */
  readonly test = this.RULE('test', () => {
    this.OPTION({ GATE: () => !this.isNotApplicable(1), DEF: () => this.CONSUME(WORDS.not) })
    this.SUBRULE(this.atom)
    this.MANY({
      GATE: () => this.isAlternativeAhead(),
      DEF: () => {
        this.CONSUME(WORDS.or)
        this.SUBRULE2(this.atom)
      },
    })
  })

  readonly atom = this.RULE('atom', () => {
    this.OR([
      { GATE: () => this.isPhrase(1), ALT: () => this.SUBRULE(this.phrase), IGNORE_AMBIGUITIES: true },
      { GATE: () => this.isAbsence(1), ALT: () => this.SUBRULE(this.absence), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.interval) },
    ])
  })

  /** at least 65%, above 0 */
  readonly phrase = this.RULE('phrase', () => {
    this.OR([
      { ALT: () => this.CONSUME(Direction) },
      {
        ALT: () => {
          this.CONSUME(WORDS.at)
          this.OR2([{ ALT: () => this.CONSUME(WORDS.least) }, { ALT: () => this.CONSUME(WORDS.most) }])
        },
      },
    ])
    this.SUBRULE(this.sum)
  })

  readonly absence = this.RULE('absence', () => {
    this.OR([
      { ALT: () => this.CONSUME(WORDS.absent) },
      { ALT: () => this.CONSUME(WORDS.present) },
      { ALT: () => this.CONSUME(AbsenceFunction) },
      {
        ALT: () => {
          this.CONSUME(WORDS.not)
          this.CONSUME(WORDS.applicable)
        },
      },
    ])
  })

  /** A value, or a range with one or both ends. */
  readonly interval = this.RULE('interval', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Dots)
          this.SUBRULE(this.operand, { LABEL: 'to' })
        },
      },
      {
        ALT: () => {
          this.SUBRULE2(this.operand, { LABEL: 'from' })
          this.OPTION(() => {
            this.CONSUME2(Dots)
            this.OPTION2({
              GATE: () => !this.isDirectionOfOrder(1),
              DEF: () => this.SUBRULE3(this.operand, { LABEL: 'to' }),
            })
          })
        },
      },
    ])
  })

  readonly type = this.RULE('type', () => {
    this.SUBRULE(this.typeAlternative)
    this.MANY(() => {
      this.CONSUME(WORDS.or)
      this.SUBRULE2(this.typeAlternative)
    })
  })

  readonly typeAlternative = this.RULE('typeAlternative', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.yesNoType) },
      { ALT: () => this.SUBRULE(this.keyType) },
      { ALT: () => this.SUBRULE(this.numberType), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.numberRange) },
      { ALT: () => this.SUBRULE(this.anyName) },
    ])
  })

  readonly yesNoType = this.RULE('yesNoType', () => {
    this.CONSUME(WORDS.yes)
    this.CONSUME(SIGN['/'])
    this.CONSUME(WORDS.no)
  })

  readonly keyType = this.RULE('keyType', () => {
    this.CONSUME(WORDS.key)
    this.CONSUME(WORDS.of)
    this.SUBRULE(this.anyName)
    this.CONSUME(SIGN['.'])
    this.CONSUME(AnyWord)
  })

  readonly numberType = this.RULE('numberType', () => {
    this.CONSUME(WORDS.number)
    this.OPTION(() => this.SUBRULE(this.numberRange))
  })

  readonly numberRange = this.RULE('numberRange', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Dots)
          this.SUBRULE(this.signedNumber, { LABEL: 'to' })
        },
      },
      {
        ALT: () => {
          this.SUBRULE2(this.signedNumber, { LABEL: 'from' })
          this.CONSUME2(Dots)
          this.OPTION(() => this.SUBRULE3(this.signedNumber, { LABEL: 'to' }))
        },
      },
    ])
  })

  readonly signedNumber = this.RULE('signedNumber', () => {
    this.OPTION(() => this.CONSUME(SIGN['-']))
    this.CONSUME(NumberToken)
  })

  /** An entry of a style's `instead` list: small when in_progress < 6 */
  readonly instead = this.RULE('instead', () => {
    this.SUBRULE(this.anyName)
    this.CONSUME(WORDS.when)
    this.SUBRULE(this.expression)
  })

  readonly anyName = this.RULE('anyName', () => {
    this.OR([{ ALT: () => this.CONSUME(Name) }, { ALT: () => this.CONSUME(Direction) }])
  })

  // The questions below look at the tokens ahead, `at` being how far ahead they start.

  private isNotApplicable(at: number): boolean {
    return isA(this.LA(at), WORDS.not) && isA(this.LA(at + 1), WORDS.applicable)
  }

  private isAbsence(at: number): boolean {
    const next = this.LA(at)
    if (isA(next, AbsenceFunction)) return !isA(this.LA(at + 1), SIGN['('])
    return isA(next, WORDS.absent) || isA(next, WORDS.present) || this.isNotApplicable(at)
  }

  private isPhrase(at: number): boolean {
    const [next, after] = [this.LA(at), this.LA(at + 1)]
    if (isA(next, WORDS.at)) return isA(after, WORDS.least) || isA(after, WORDS.most)
    if (!isA(next, Direction) || this.isDirectionOfOrder(at + 1)) return false
    return SUM_STARTS.some(it => isA(after, it))
  }

  /** `by x is 18.. best first`: the words are about the order, not a value. */
  private isDirectionOfOrder(at: number): boolean {
    const next = this.LA(at)
    return (isA(next, WORDS.best) || isA(next, WORDS.worst)) && isA(this.LA(at + 1), WORDS.first)
  }

  /**
   * Whether the `or` ahead goes on with the alternatives of `x is A or B`. It does when what follows
   * is a plain value, range or absence; `x is A or b = 2` and `x is A or f(y)` join two conditions.
   */
  private isAlternativeAhead(): boolean {
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
