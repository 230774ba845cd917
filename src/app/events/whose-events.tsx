import type { MemberState } from '../../forest/member.ts'
import { Icon } from '../../kit/icons.tsx'

interface WhoseEventsProps {
  /** What the execution is called. */
  readonly whose: string
  readonly state: MemberState | undefined
  /** Some of its events are. */
  readonly isHere: boolean
  readonly onRead: () => void
  readonly onLeave: () => void
}

/** Over the events of an execution below: whose they are, how to have them, and the way back to those of the execution on the page. */
export function WhoseEvents({ whose, state, isHere, onRead, onLeave }: WhoseEventsProps) {
  const offersRead = state?.kind === 'listed' || state?.kind === 'endRead'
  return (
    <div className="sfn-events-whose" role="group" aria-label="Whose events">
      <span role="status">
        <Icon name="mapRun" size={14} /> Events of <b>{whose}</b>
        {wordsOf(state, isHere)}
      </span>
      {offersRead && (
        <button type="button" className="sfn-action" onClick={onRead}>
          Read this execution
        </button>
      )}
      <button type="button" className="sfn-action" onClick={onLeave}>
        Events of the execution on the page
      </button>
    </div>
  )
}

function wordsOf(state: MemberState | undefined, isHere: boolean): string {
  switch (state?.kind) {
    case 'listed':
      return ': listed, not read'
    case 'endRead':
      return ': only its end is read'
    case 'loading':
      return isHere ? '' : state.paused === true ? ': reading it is paused' : ': on their way…'
    case 'trouble':
      return `: ${state.trouble.message}`
    default:
      return isHere ? '' : ': none'
  }
}
