/** How deep a tree is, without recursion: trees must be measured before anyone may recurse on them. */

/** Measures until it finds a branch deeper than `enough`. Spans are not part of the tree. */
export function depthOf(tree: object, enough: number): number {
  let deepest = 0
  const open: { readonly node: object; readonly depth: number }[] = [{ node: tree, depth: 1 }]
  for (let next = open.pop(); next !== undefined && deepest <= enough; next = open.pop()) {
    deepest = Math.max(deepest, next.depth)
    for (const child of childrenOf(next.node)) open.push({ node: child, depth: next.depth + 1 })
  }
  return deepest
}

/** The nodes directly under a node, also those in its lists and in the ends of ranges. */
function childrenOf(node: object): readonly object[] {
  return Object.entries(node)
    .filter(([key]) => key !== 'at')
    .flatMap(([, part]) => (Array.isArray(part) ? part : [part]))
    .filter((it): it is object => typeof it === 'object' && it !== null)
}
