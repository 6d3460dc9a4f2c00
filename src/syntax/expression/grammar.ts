/**
 * The grammar, as a chevrotain parser that makes a concrete tree. It says what may follow what and
 * nothing else: meaning, and what is wrong with a text, are told by others. `expression.ebnf` is the
 * same grammar for people; a test holds the two equal.
 *
 * Three rules accept more than the language has, so that a common mistake costs one diagnostic and not
 * the rest of the text: chained comparisons, chained powers and bracketed alternatives are refused by
 * whoever reads the tree.
 */
import { EXPECTED } from './expected.ts'
import { Lookahead } from './lookahead.ts'
import {
  AbsenceFunction,
  Additive,
  AnyWord,
  Comparator,
  Direction,
  Dots,
  Multiplicative,
  Name,
  NumberToken,
  SIGN,
  Text,
  VOCABULARY,
  WORDS,
} from './tokens.ts'

export interface GrammarOptions {
  /** Checks the grammar itself for ambiguities and left recursion, which costs start-up time. */
  readonly validate: boolean
}

export class ExpressionGrammar extends Lookahead {
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
}
