import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, globalKey, type MemberId, memberIdOf } from '../forest/keys.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import { upwards } from '../model/walk.ts'
import { placedTree } from './placed-tree.ts'

/** The histories a chart shows, found by the keys of their spans. */
export interface ChartTrees {
  /** The execution that the page is about: member 0. */
  readonly main: ExecutionTree
  /** Undefined where one execution stands alone. */
  readonly forest: Forest | undefined
  /** The tree of a member on the chart's keys and clock; undefined where no event of it is here. */
  ofMember(id: MemberId): ExecutionTree | undefined
  /** The tree that a key is of. */
  of(key: GlobalKey): ExecutionTree | undefined
  span(key: GlobalKey): Span | undefined
}

const known = new WeakMap<Forest, ChartTrees>()
const alone = new WeakMap<ExecutionTree, ChartTrees>()

/** The trees of a forest; `main` is the tree of its member 0. Without a forest, that tree alone: then every key is of it. */
export function chartTrees(main: ExecutionTree, forest: Forest | undefined): ChartTrees {
  if (forest === undefined) {
    const trees = alone.get(main) ?? treesOf(main, undefined)
    alone.set(main, trees)
    return trees
  }
  const last = known.get(forest)
  const trees = last?.main === main ? last : treesOf(main, forest)
  known.set(forest, trees)
  return trees
}

function treesOf(main: ExecutionTree, forest: Forest | undefined): ChartTrees {
  const ofMember = (id: MemberId): ExecutionTree | undefined => {
    if (id === 0) return main
    const member = forest?.member(id)
    if (member?.tree === undefined) return undefined
    return placedTree(member.tree, { firstKey: globalKey(id, 0), shiftMs: member.clock.shiftMs })
  }
  const of = (key: GlobalKey) => ofMember(memberIdOf(key))
  return { main, forest, ofMember, of, span: key => of(key)?.span(key) }
}

/** A key's span and all it lies in, inside out, out of one execution into the one that started it. */
export function* keysUpwards(trees: ChartTrees, key: GlobalKey): Generator<GlobalKey, void> {
  for (let from: GlobalKey | undefined = key; from !== undefined; ) {
    const tree = trees.of(from)
    const span = tree?.span(from)
    if (tree === undefined || span === undefined) yield from
    else for (const around of upwards(tree, span)) yield around.key
    from = trees.forest?.member(memberIdOf(from))?.at
  }
}
