/** Text as it stands on a screen: how wide each character is, and nothing that a terminal would obey. */

/** A character as shown, and the columns it takes. */
export interface Shown {
  readonly text: string
  readonly width: number
}

const TAB = '    '

const COMBINING = /^(?:[\p{Mn}\p{Me}]|\u200d)$/u

const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u

/** Control characters, and marks that change the direction of writing. */
const OBEYED = /^[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]$/u

/** How one character (code point) is shown. A tab becomes spaces, a control character a question mark in a box. */
export function shown(character: string): Shown {
  if (character === '\t') return { text: TAB, width: TAB.length }
  if (OBEYED.test(character)) return { text: '\ufffd', width: 1 }
  if (COMBINING.test(character)) return { text: character, width: 0 }
  return { text: character, width: WIDE.test(character) ? 2 : 1 }
}

/** A text with every character as it is shown, on one line. */
export const shownText = (text: string): string =>
  Array.from(text.replaceAll(/\r?\n/g, ' '), it => shown(it).text).join('')
