import type { Forest } from '../../forest/forest.ts'

/** What is read below the first execution of a forest: two forests of the same mark are compared alike. */
type ReadMark = readonly unknown[]

const known = new WeakMap<Forest, ReadMark>()

export function readMark(forest: Forest): ReadMark {
  const mark = known.get(forest) ?? markOf(forest)
  known.set(forest, mark)
  return mark
}

export function sameMark(one: ReadMark, other: ReadMark): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at])
}

function markOf(forest: Forest): ReadMark {
  return forest.knownMembers().flatMap(({ id, tree, state }) => {
    if (id !== 0 && state.kind !== 'read') return [id]
    const grafts = forest
      .graftsOf(id)
      .map(graft => (graft.kind === 'mapRun' ? graft.listed.size : graft.children.count))
    return [id, id === 0 ? undefined : tree, ...grafts]
  })
}
