import type { HistoryEvent } from '../history/events.ts'
import { parseStatesArn, stateMachineArnOf } from '../history/states-arn.ts'
import type { LogSource } from '../source/log-source.ts'

/** The definition of an execution that is read from its log. */
export interface LogDefinition {
  /** The one it ran with. */
  readonly own: string | undefined
  /** What its state machine is today: it may have been another then. */
  readonly todays: string | undefined
}

/** Asks for a definition once, when there is something to draw. */
export interface LogDefiner {
  readonly known: LogDefinition
  readonly ask: (start: HistoryEvent | undefined, signal: AbortSignal) => void
}

type Ask = <T>(run: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>

/**
 * AWS keeps no definition of an Express execution, save of a child of a Map Run: where the start in the log names a version, that
 * version never changes; else there is the machine of today alone. A refusal is no failure: a history reads well without.
 */
export function createLogDefiner(source: LogSource, ask: Ask, onKnown: () => void): LogDefiner {
  let known: LogDefinition = { own: undefined, todays: undefined }
  let isAsked = false

  async function read(start: HistoryEvent | undefined, signal: AbortSignal): Promise<LogDefinition> {
    if (source.describe !== undefined) return { own: await ask(s => source.definition(s), signal), todays: undefined }
    const version = versionIn(start, source.executionArn)
    const text = await ask(s => source.machineDefinition(version, s), signal)
    return version === undefined ? { own: undefined, todays: text } : { own: text, todays: undefined }
  }

  return {
    get known() {
      return known
    },
    ask: (start, signal) => {
      if (isAsked) return
      isAsked = true
      read(start, signal).then(
        told => {
          known = told
          onKnown()
          return undefined
        },
        () => {
          isAsked = !signal.aborted
        },
      )
    },
  }
}

/** Anybody may write to a log: only a version of the execution's own machine is asked for. */
function versionIn(start: HistoryEvent | undefined, executionArn: string): string | undefined {
  const named = start?.details?.['stateMachineVersionArn']
  const version = typeof named === 'string' ? parseStatesArn(named) : undefined
  const own = parseStatesArn(executionArn)
  if (version?.kind !== 'stateMachine' || own?.kind !== 'express') return undefined
  const isOwn = version.mapRunLabel === undefined && stateMachineArnOf(version) === stateMachineArnOf(own)
  return isOwn && /^\d+$/.test(version.qualifier ?? '') ? version.arn : undefined
}
