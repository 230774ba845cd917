import { childrenCounts } from '../../analysis/children-counts.ts'
import { toldMembersOf } from '../../analysis/told-members.ts'
import type { Forest } from '../../forest/forest.ts'
import { formatCount } from '../../words/format-count.ts'
import '../parts/so-far.css'

interface ReadOfProps {
  /** Undefined where nothing hangs below. */
  readonly forest: Forest | undefined
}

/** What an answer across executions has read of how much; nothing where one execution stands alone. */
export function ReadOf({ forest }: ReadOfProps) {
  const words = forest === undefined ? undefined : readOfWords(forest)
  return words === undefined ? null : <p className="sfn-so-far">{words}</p>
}

/** `12 of 1,398 executions below are read.`; undefined where there are none. */
function readOfWords(forest: Forest): string | undefined {
  const members = toldMembersOf(forest)
  const { listed, read } = childrenCounts(forest, members)
  const isOpen = members.some(({ id }) =>
    forest.graftsOf(id).some(graft => graft.kind === 'mapRun' && graft.run === undefined && !graft.listed.has('ALL')),
  )
  return listed === 0 && !isOpen ? undefined : countsRead({ read, of: listed, atLeast: isOpen }, 'executions below')
}

interface Counts {
  readonly read: number
  readonly of: number
  /** There may be more. */
  readonly atLeast?: boolean
}

/** The one sentence in which every answer says what it has read: `25 of 131 failed executions below are read.` */
export function countsRead({ read, of, atLeast = false }: Counts, what: string): string {
  if (atLeast && of === 0) return `The ${what} are not read.`
  return `${formatCount(read)} of ${atLeast ? 'at least ' : ''}${formatCount(of)} ${what} ${read === 1 ? 'is' : 'are'} read.`
}
