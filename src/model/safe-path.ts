/** Which paths a document may name: below its own folder, and the same on every system. */

/** Relative, with forward slashes, and never upwards. */
export const isSafePath = (path: string): boolean =>
  !/[\\:\0]/.test(path) && path.split('/').every(it => it !== '' && it !== '.' && it !== '..')
