import type { HistoryEvent } from '../../history/events.ts'
import { memberOf } from '../../history/json-value.ts'
import { MAP_ITERATION, NONE, ROOT, type Slot, STATE_VISIT, TASK_ATTEMPT } from '../columns.ts'
import { container, containerOfType, taskVisit, UNKNOWN_NAME, visitToLeave } from '../rules/climb.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { type EventFamily, familyOf, nameOf, stateTypeOf } from './event-family.ts'
import { guessAttempt, guessTask } from './guess-attempt.ts'
import { indexIn, isIterationOf, Knowledge, longestUnheard } from './knowledge.ts'

/**
 * Where an event belongs that does not say so, or says it by an event that is not there: told by names and by what is open, as
 * far as these decide.
 */
export class Guesses extends Knowledge {
  /** The span that the rules start from: the previous event's where that leads to one, else the likeliest. */
  from(event: HistoryEvent): Slot {
    const told = this.told(event)
    const family = familyOf(event)
    if (family === 'execution') return ROOT
    if (told !== NONE && this.leads(event, family, told)) return told
    return this.guess(event, family) || (family === 'other' ? told || ROOT : told)
  }

  private leads(event: HistoryEvent, family: EventFamily, told: Slot): boolean {
    const { draft } = this
    switch (family) {
      case 'exited':
        return visitToLeave(draft, told, { stateType: stateTypeOf(event), name: nameOf(event) }) !== NONE
      case 'scheduled':
        return taskVisit(draft, told) !== NONE
      case 'progress':
        return draft.is(told, TASK_ATTEMPT)
      case 'attemptEnd':
        return draft.is(told, TASK_ATTEMPT) || (/Failed$/.test(event.type) && taskVisit(draft, told) !== NONE)
      case 'container':
        return containerOfType(draft, told, stateTypeOf(event)) !== NONE
      case 'iterationStarted':
        return container(draft, told, visit => isMapNamed(draft, visit, nameOf(event))) !== NONE
      case 'iterationEnd':
        return this.iterationAbove(told, event) !== NONE
      case 'mapRun':
        return containerOfType(draft, told, 'Map') !== NONE
      default:
        return true
    }
  }

  private guess(event: HistoryEvent, family: EventFamily): Slot {
    switch (family) {
      case 'exited':
        return this.visitLeft(event)
      case 'scheduled':
        return guessTask(this, event)
      case 'progress':
      case 'attemptEnd':
        return guessAttempt(this, event)
      case 'container':
        return this.containerMeant(event)
      case 'iterationStarted':
        return this.mapMeant(event)
      case 'iterationEnd':
        return this.iterationMeant(event)
      case 'mapRun':
        return this.open.runs.at(-1) ?? this.open.containers('Map').at(-1) ?? NONE
      case 'evaluationFailed':
        return this.open.visits(textIn(event, 'state')).at(-1) ?? NONE
      default:
        return this.draft.slotOfEvent(event.id - 1)
    }
  }

  /** The only open visit of that name; of several the one whose iteration is told to end next, else that which came furthest first. */
  private visitLeft(event: HistoryEvent): Slot {
    const { draft } = this
    const stateType = stateTypeOf(event)
    const named = this.open.visits(nameOf(event), stateType)
    const visits = named.length > 0 ? named : this.open.visits(UNKNOWN_NAME, stateType)
    if (visits.length < 2) return visits[0] ?? NONE
    const ending = this.endingSoon(visits, event.id)
    if (ending !== undefined) return ending
    const busy = new Set(this.open.attempts.map(attempt => draft.parent(attempt)))
    const done = visits.filter(visit => !busy.has(visit))
    const pool = done.length > 0 ? done : visits
    return longestUnheard(this, pool) ?? NONE
  }

  private containerMeant(event: HistoryEvent): Slot {
    const { draft, outlook } = this
    const stateType = stateTypeOf(event)
    const visits = this.open.containers(stateType)
    if (visits.length < 2) return visits[0] ?? NONE
    if (event.type.endsWith('Started')) return visits.find(visit => draft.round(visit) === 0) ?? visits.at(-1) ?? NONE
    const failing = event.type.endsWith('Failed') ? draft.slotOfEvent(this.lastFailure) : NONE
    if (failing !== NONE) return containerOfType(draft, failing, stateType) || (visits.at(-1) ?? NONE)
    const exited = outlook.next(event.id, next => next.type === `${stateType}StateExited`)
    return (
      visits.findLast(visit => draft.name(visit) === (exited === undefined ? '' : nameOf(exited))) ??
      visits.at(-1) ??
      NONE
    )
  }

  private mapMeant(event: HistoryEvent): Slot {
    const { draft } = this
    const visits = this.open.visits(nameOf(event), 'Map')
    const index = indexIn(event)
    const lacks = (visit: Slot) =>
      !draft.children(visit).some(slot => draft.is(slot, MAP_ITERATION) && draft.ordinal(slot) === index)
    return (visits.length < 2 ? undefined : visits.find(lacks)) ?? visits[0] ?? NONE
  }

  private iterationMeant(event: HistoryEvent): Slot {
    const { draft } = this
    const iterations = this.open.sequences.filter(slot => isIterationOf(draft, slot, event))
    if (iterations.length < 2) return iterations[0] ?? NONE
    if (event.type === 'MapIterationSucceeded') {
      return iterations.find(slot => this.open.current(slot) === NONE) ?? iterations[0] ?? NONE
    }
    return this.iterationAbove(draft.slotOfEvent(this.lastFailure), event) || (iterations[0] ?? NONE)
  }

  private iterationAbove(from: Slot, event: HistoryEvent): Slot {
    const { draft } = this
    for (let at = from; at !== NONE; at = draft.parent(at)) {
      if (isIterationOf(draft, at, event)) return at
      if (!isMapNamed(draft, at, nameOf(event))) continue
      const inside = draft.children(at).findLast(slot => isIterationOf(draft, slot, event))
      if (inside !== undefined) return inside
    }
    return NONE
  }
}

function isMapNamed(draft: TreeDraft, visit: Slot, name: string): boolean {
  if (!draft.is(visit, STATE_VISIT) || draft.stateType(visit) !== 'Map') return false
  return draft.name(visit) === name || draft.name(visit) === UNKNOWN_NAME
}

function textIn(event: HistoryEvent, field: string): string {
  const text = memberOf(event.details, field)
  return typeof text === 'string' ? text : ''
}
