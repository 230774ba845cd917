import type { MemberChange } from '../forest/forest.ts'
import type { Member, MemberState, MemberTrouble } from '../forest/member.ts'
import type { SourceError } from '../source/source.ts'
import type { ExecutionView } from './execution-view.ts'
import { isSettled } from './settled.ts'

const LOADING: MemberState = { kind: 'loading' }
const PAUSED: MemberState = { kind: 'loading', paused: true }
const END_READ: MemberState = { kind: 'endRead' }
const READ: MemberState = { kind: 'read' }

/** What a loader's view changes of its member. `endAlone`: it was asked for its end and no more. */
export function changeOf(before: Member, view: ExecutionView, endAlone = false): MemberChange {
  const { tree, summary, definition } = view
  const state = stateOf(view)
  return {
    state: endAlone && state === PAUSED ? END_READ : state,
    ...(tree !== undefined && { tree }),
    ...(definition !== undefined && { definition }),
    ...(summary !== undefined && summary !== before.summary && { summary }),
  }
}

function stateOf(view: ExecutionView): MemberState {
  if (view.progress.phase === 'paused') return PAUSED
  if (!isSettled(view)) return LOADING
  if (view.progress.phase !== 'failed') return READ
  return view.error === undefined ? READ : { kind: 'trouble', trouble: troubleOf(view.error) }
}

/** An error in the form a member keeps. */
function troubleOf({ code, message, why, whatToDo, copy, retryable }: SourceError): MemberTrouble {
  return { code, message, why, whatToDo, copy, retryable }
}

/** A member whose events were let go: what they told of it stays. */
export function lettingGo({ tree, summary }: Member): MemberChange {
  const told = summary ?? {
    ...{ stateMachineName: '', name: '', status: undefined, redriveCount: tree?.root.redrives.length ?? 0 },
    ...{ startedAt: tree?.root.startedAt, stoppedAt: tree?.root.endedAt },
  }
  return { tree: undefined, summary: told, state: { kind: 'listed' } }
}
