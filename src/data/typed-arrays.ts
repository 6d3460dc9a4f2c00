/** Typed arrays that grow. */
type TypedArray =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>

/** Codes that can be written. */
export type CodeArray = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>

/** The same codes in an array as narrow as `count` different ones allow, or as they are if that is no wider. */
export function wideEnough(codes: CodeArray, count: number): CodeArray {
  const type = count <= 1 << 8 ? Uint8Array : count <= 1 << 16 ? Uint16Array : Uint32Array
  if (type.BYTES_PER_ELEMENT <= codes.BYTES_PER_ELEMENT) return codes
  const copy = new type(codes.length)
  copy.set(codes)
  return copy
}

/** The same numbers in an array of at least this length. */
export function grown<A extends TypedArray>(array: A, length: number): A {
  if (length <= array.length) return array
  const copy = new (array.constructor as new (length: number) => A)(length)
  copy.set(array)
  return copy
}

export const doubled = <A extends TypedArray>(array: A): A => grown(array, array.length * 2)
