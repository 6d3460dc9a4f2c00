/** Finds things that lead back to themselves, in time that grows with the number of links only. */

/** Whoever mends so many will look again. */
const MOST_CIRCLES = 20

/**
 * Circles among things that lead to others: enough of them that breaking one link of each leaves none,
 * unless there are very many. Each starts with the thing that comes first in the map.
 */
export function findCircles(links: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const left = new Map([...links].map(([from, to]) => [from, new Set(to.filter(it => links.has(it)))]))
  const circles: (readonly string[])[] = []
  while (circles.length < MOST_CIRCLES) {
    removeEnds(left)
    const [start] = left.keys()
    if (start === undefined) break
    const circle = circleFrom(start, left)
    circles.push(startingFirst(circle, links))
    const [first = start] = circle
    left.delete(first)
    for (const to of left.values()) to.delete(first)
  }
  return circles
}

/** Takes out whatever leads nowhere, until only circles and what leads into them are left. */
function removeEnds(left: Map<string, Set<string>>): void {
  const from = new Map<string, string[]>()
  for (const [name, to] of left) {
    for (const it of to) {
      const names = from.get(it)
      if (names === undefined) from.set(it, [name])
      else names.push(name)
    }
  }
  const ends = [...left].filter(([, to]) => to.size === 0).map(([name]) => name)
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    left.delete(end)
    for (const name of from.get(end) ?? []) {
      const to = left.get(name)
      to?.delete(end)
      if (to?.size === 0) ends.push(name)
    }
  }
}

/** Follows any link from here on until something comes again. */
function circleFrom(start: string, left: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const way = new Map<string, number>()
  let at = start
  while (!way.has(at)) {
    way.set(at, way.size)
    at = left.get(at)?.values().next().value ?? start
  }
  return [...way.keys()].slice(way.get(at))
}

function startingFirst(circle: readonly string[], links: ReadonlyMap<string, unknown>): readonly string[] {
  const members = new Set(circle)
  const first = [...links.keys()].find(it => members.has(it)) ?? ''
  const index = Math.max(0, circle.indexOf(first))
  return [...circle.slice(index), ...circle.slice(0, index)]
}
