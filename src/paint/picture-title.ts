import type { Member } from '../forest/member.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { NOT_TOLD, toldOutcome } from '../words/known-outcome.ts'
import { knownDuration } from '../words/known-time.ts'
import { memberWords } from '../words/member-names.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { formatDateTimeToSecond } from '../words/points-in-time.ts'
import type { TimeMode } from '../words/time-mode.ts'
import type { PictureOf } from './picture.ts'

interface TitleOf {
  readonly member: Member | undefined
  readonly tree: ExecutionTree
  readonly now: Millis
  readonly timeMode: TimeMode
}

/** `Orders / run-7` and `failed after 3 m 12 s · started 2026-11-22 14:02:11 UTC`: seen in a ticket, a picture tells by itself of what it is. */
export function pictureTitle({ member, tree, now, timeMode }: TitleOf): PictureOf['title'] {
  const { root } = tree
  const outcome = toldOutcome(tree, root)
  const duration = knownDuration(tree, root, { now, form: 'long' })
  const verdict =
    outcome === undefined ? NOT_TOLD : `${outcomeWords(outcome)} ${outcome === 'running' ? 'for' : 'after'} ${duration}`
  const start = root.beginningLoaded ? ` · started ${formatDateTimeToSecond(root.startedAt, timeMode)}` : ''
  return { name: nameOf(member), facts: verdict + start }
}

/** A file is told by its name: whoever sees the picture has no use for the folder it lay in. */
function nameOf(member: Member | undefined): string {
  if (member === undefined) return 'Execution'
  const words = memberWords(member)
  return member.ref.kind === 'file' && words === member.ref.fileName ? (words.split(/[\\/]/).at(-1) ?? words) : words
}
