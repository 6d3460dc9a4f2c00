/** Results remembered by the very things they are made of. */

type Part = object | boolean | undefined

export class Shared<T> {
  readonly #ids = new Map<Part, number>()
  readonly #known = new Map<string, T>()

  of(parts: readonly Part[], find: () => T): T {
    const key = parts.map(it => this.#idOf(it)).join(' ')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const found = find()
    this.#known.set(key, found)
    return found
  }

  #idOf(part: Part): number {
    const id = this.#ids.get(part) ?? this.#ids.size
    this.#ids.set(part, id)
    return id
  }
}
