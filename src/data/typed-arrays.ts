/** Typed arrays that grow. */
type TypedArray = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>

/** The same numbers in an array of at least this length. */
export function grown<A extends TypedArray>(array: A, length: number): A {
  if (length <= array.length) return array
  const copy = new (array.constructor as new (length: number) => A)(length)
  copy.set(array)
  return copy
}

export const doubled = <A extends TypedArray>(array: A): A => grown(array, array.length * 2)
