import * as v from 'valibot'
import type { Millis } from '../history/events.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import { preferences } from './preferences.ts'
import { createStoredValue } from './stored-value.ts'

/** A state machine, version or alias whose runs this person has opened. */
export interface OpenedMachine {
  readonly arn: string
  readonly name: string
  readonly openedAt: Millis
}

const MOST_OPENED = 30
const OPENED = v.object({ arn: v.string(), name: v.string(), openedAt: v.number() })

/** The good entries of whatever was stored, newest first. */
function parseOpened(json: unknown): readonly OpenedMachine[] {
  const entries: readonly unknown[] = Array.isArray(json) ? json : []
  return entries.flatMap(entry => {
    const parsed = v.safeParse(OPENED, entry)
    return parsed.success ? [parsed.output] : []
  })
}

export const openedMachines = createStoredValue('sfn-timeline.machines', parseOpened)

/** Lists a state machine whose runs are here among what was opened, where the person wants that. */
export function rememberMachine(arn: string, openedAt: Millis): void {
  const parsed = parseStatesArn(arn)
  if (!preferences.current.keepRecent || parsed?.kind !== 'stateMachine') return
  const others = openedMachines.current.filter(other => other.arn !== arn)
  openedMachines.set([{ arn, name: parsed.stateMachineName, openedAt }, ...others].slice(0, MOST_OPENED))
}
