import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Alignment } from '../../comparison/alignment.ts'
import type { Forest } from '../../forest/forest.ts'
import { type GlobalKey, memberIdOf, rootKeyOf } from '../../forest/keys.ts'
import type { EventId } from '../../history/events.ts'
import type { BelowView, ExecutionAndBelow } from '../../state/use-execution.ts'
import { namingEvents, partnersToRead } from './partners-to-read.ts'

/** Children of Map Runs that are read in the other run without a person's wish: thousands may be open in this one. */
const MOST_CHILDREN = 25

/** Executions that are open in this run and not read in the other. */
export interface LeftUnread {
  readonly count: number
  readonly read: () => void
}

/** What was asked for, and whether it is still on its way: once it is not, only a person asks for it again. */
interface Asked {
  readonly keys: Map<GlobalKey, 'underWay' | 'done'>
  /** Events whose payloads name what was started. */
  readonly events: Set<EventId>
}

/** By whom it was asked for. */
type AskedOf = WeakMap<BelowView['opening'], Asked>

/**
 * Reads in the other run what stands there for each execution that a person has opened in this one; nothing else below it is read
 * unasked.
 */
export function useReadAlong(
  own: Forest | undefined,
  other: ExecutionAndBelow | undefined,
  alignment: Alignment | undefined,
): LeftUnread | undefined {
  const { below, view } = other ?? {}
  const forest = below?.forest
  const opening = below?.opening
  const loadUntil = view?.loadUntil
  // Whoever comes back later asks again for what was given up when everybody left.
  const [askedOf] = useState<AskedOf>(() => new WeakMap())
  const [settled, setSettled] = useState(0)
  const wanted = useMemo(
    () => (own && forest && alignment ? partnersToRead(own, forest, alignment) : undefined),
    [own, forest, alignment],
  )
  const open = useCallback(
    (at: GlobalKey, asked: Asked) => {
      asked.keys.set(at, 'underWay')
      void opening?.open(at).then(() => {
        asked.keys.set(at, 'done')
        setSettled(count => count + 1)
      })
    },
    [opening],
  )
  useEffect(() => {
    if (wanted === undefined || opening === undefined || forest === undefined) return
    const asked = askedFor(askedOf, opening)
    const naming = wanted.isNamed ? [] : namingEvents(forest)
    if (naming.some(id => !asked.events.has(id))) {
      for (const id of naming) asked.events.add(id)
      loadUntil?.(naming)
    }
    for (const at of [...wanted.lists, ...wanted.executions]) {
      if (!asked.keys.has(at) && !isTooMany(at, asked)) open(at, asked)
    }
  }, [wanted, opening, forest, loadUntil, open, askedOf])
  return useMemo(() => {
    if (wanted === undefined || opening === undefined || settled < 0) return undefined
    const asked = askedFor(askedOf, opening)
    const left = wanted.executions.filter(at => asked.keys.get(at) === 'done' || isTooMany(at, asked))
    return left.length === 0 ? undefined : { count: left.length, read: () => left.forEach(at => open(at, asked)) }
  }, [wanted, opening, open, settled, askedOf])
}

function askedFor(askedOf: AskedOf, opening: BelowView['opening']): Asked {
  const asked = askedOf.get(opening) ?? { keys: new Map(), events: new Set() }
  askedOf.set(opening, asked)
  return asked
}

/** Whether a key is that of a Map Run's child, and enough of them were asked for: what a task started is asked for by the task. */
function isTooMany(key: GlobalKey, { keys }: Asked): boolean {
  return isChild(key) && !keys.has(key) && [...keys.keys()].filter(isChild).length >= MOST_CHILDREN
}

function isChild(key: GlobalKey): boolean {
  return key === rootKeyOf(memberIdOf(key))
}
