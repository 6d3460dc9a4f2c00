/** Values of very many words, made when they are asked for, as readers of files hold them. */
import type { ValueList } from '../../src/engine/cohort.ts'
import type { Value } from '../../src/value/value.ts'

export function lazyList(words: readonly string[], valueOfWord: (word: string) => Value): ValueList {
  const valueAt = (place: number): Value | undefined => {
    const word = words[place]
    return word === undefined ? undefined : valueOfWord(word)
  }
  let made: readonly Value[] | undefined
  const all = () => {
    made ??= words.map(valueOfWord)
    return made
  }
  return { size: words.length, hasAbsent: false, valueAt, all }
}
