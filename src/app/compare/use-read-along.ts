import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Alignment } from '../../comparison/alignment.ts'
import type { Forest } from '../../forest/forest.ts'
import { type GlobalKey, memberIdOf, rootKeyOf } from '../../forest/keys.ts'
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
type Asked = Map<GlobalKey | 'names', 'underWay' | 'done'>
const askedOf = new WeakMap<BelowView['opening'], Asked>()

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
  const [settled, setSettled] = useState(0)
  const wanted = useMemo(
    () => (own && forest && alignment ? partnersToRead(own, forest, alignment) : undefined),
    [own, forest, alignment],
  )
  const open = useCallback(
    (at: GlobalKey, asked: Asked) => {
      asked.set(at, 'underWay')
      void opening?.open(at).then(() => {
        asked.set(at, 'done')
        setSettled(count => count + 1)
      })
    },
    [opening],
  )
  useEffect(() => {
    if (wanted === undefined || opening === undefined || forest === undefined) return
    const asked = askedFor(opening)
    if (!wanted.isNamed && !asked.has('names')) {
      asked.set('names', 'done')
      loadUntil?.(namingEvents(forest))
    }
    for (const at of [...wanted.lists, ...wanted.executions]) {
      if (!asked.has(at) && !(isChild(at) && childrenIn(asked) >= MOST_CHILDREN)) open(at, asked)
    }
  }, [wanted, opening, forest, loadUntil, open])
  return useMemo(() => {
    if (wanted === undefined || opening === undefined || settled < 0) return undefined
    const asked = askedFor(opening)
    const left = wanted.executions.filter(at => {
      return asked.get(at) === 'done' || (isChild(at) && !asked.has(at) && childrenIn(asked) >= MOST_CHILDREN)
    })
    return left.length === 0 ? undefined : { count: left.length, read: () => left.forEach(at => open(at, asked)) }
  }, [wanted, opening, open, settled])
}

function askedFor(opening: BelowView['opening']): Asked {
  const asked = askedOf.get(opening) ?? new Map()
  askedOf.set(opening, asked)
  return asked
}

/** Whether a key is that of a Map Run's child: what a task started is asked for by the task. */
function isChild(key: GlobalKey | 'names'): boolean {
  return key !== 'names' && key === rootKeyOf(memberIdOf(key))
}

function childrenIn(asked: Asked): number {
  return [...asked.keys()].filter(isChild).length
}
