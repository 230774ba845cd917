import type { HistoryEvent } from '../../history/events.ts'
import { memberOf } from '../../history/json-value.ts'
import { type Slot, TASK_ATTEMPT } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'

const FIELDS = ['resource', 'resourceType'] as const

/** What an attempt calls, as far as its first event tells. Attempts that call the same share one. */
interface Call {
  readonly service: string
  readonly opening: HistoryEvent
}

/** What attempts call and how far they came: asked of all that are open for each event, so it is worked out once for each attempt. */
export class Calls {
  private readonly draft: TreeDraft
  private readonly calls = new Map<string, Call>()
  private readonly callOf = new Map<Slot, Call>()
  private readonly started = new Set<Slot>()
  private readonly submitted = new Set<Slot>()

  constructor(draft: TreeDraft) {
    this.draft = draft
  }

  /** To be called for every event that was placed. */
  learn(event: HistoryEvent): void {
    const attempt = this.draft.slotOfEvent(event.id)
    if (!this.draft.is(attempt, TASK_ATTEMPT)) return
    if (event.type.endsWith('Started')) this.started.add(attempt)
    if (event.type === 'TaskSubmitted') this.submitted.add(attempt)
    if (!this.callOf.has(attempt)) this.callOf.set(attempt, this.shared(event))
  }

  /** Those of some attempts that an event may be of, told once for each of what they call. */
  likelyFor(event: HistoryEvent): (attempt: Slot) => boolean {
    const isSame = this.sameAs(event)
    if (event.type.endsWith('Started')) return attempt => isSame(attempt) && !this.started.has(attempt)
    if (event.type === 'TaskSubmitted') return attempt => isSame(attempt) && !this.submitted.has(attempt)
    return isSame
  }

  /**
   * Whether an attempt calls what an event names. Every event of a Task's attempt names it; those of Lambda and Activity only what kind
   * it is.
   */
  sameAs(event: HistoryEvent): (attempt: Slot) => boolean {
    const known = new Map<Call, boolean>()
    return attempt => {
      const call = this.callOf.get(attempt)
      if (call === undefined) return true
      let same = known.get(call)
      if (same === undefined) known.set(call, (same = isSame(call, event)))
      return same
    }
  }

  private shared(opening: HistoryEvent): Call {
    const service = serviceOf(opening)
    const key = JSON.stringify([service, ...FIELDS.map(field => opening.details?.[field])])
    let call = this.calls.get(key)
    if (call === undefined) this.calls.set(key, (call = { service, opening }))
    return call
  }
}

function isSame({ service, opening }: Call, event: HistoryEvent): boolean {
  if (service !== serviceOf(event)) return false
  return FIELDS.every(field => {
    const [a, b] = [memberOf(opening.details, field), memberOf(event.details, field)]
    return a === undefined || b === undefined || a === b
  })
}

function serviceOf({ type }: HistoryEvent): string {
  return /^(?:Task|LambdaFunction|Activity)/.exec(type)?.[0] ?? type
}
