import { startTransition, useEffect, useState } from 'react'
import type { ExecutionView } from '../loading/execution-view.ts'
import type { Fleet } from '../loading/fleet.ts'
import type { FleetView } from '../loading/fleet-view.ts'
import type { Opening } from '../loading/opening.ts'
import type { SourceRef } from '../source/source.ts'
import { openBaseline } from './open-baseline.ts'
import { enter, type OpenExecution, openExecution } from './open-executions.ts'

/** What is known of the executions below another, and how to ask for more. */
export interface BelowView extends FleetView {
  readonly opening: Opening
  readonly fleet: Fleet
}

/** An execution and all that is known of those below it, at one moment. */
export interface ExecutionAndBelow {
  readonly view: ExecutionView
  /** Undefined where nothing below it can be had. */
  readonly below: BelowView | undefined
}

/**
 * The execution a link names, loading while a component shows it. The last one to leave cancels what is under way;
 * who comes back goes on from what was loaded.
 */
export function useExecution(ref: SourceRef): ExecutionAndBelow {
  const entry = openExecution(ref)
  return useOpened(entry) ?? momentOf(entry)
}

/**
 * The execution that another is held against, loading while a component shows it; undefined where there is none. It is read without
 * payloads where it comes from AWS, as are those below it, and is not among those opened.
 */
export function useBaseline(ref: SourceRef | undefined): ExecutionAndBelow | undefined {
  return useOpened(ref === undefined ? undefined : openBaseline(ref))
}

function useOpened(entry: OpenExecution | undefined): ExecutionAndBelow | undefined {
  const [seen, setSeen] = useState(() => ({ entry, now: entry && momentOf(entry) }))
  useEffect(() => {
    if (entry === undefined) return
    // In a transition: a page that arrives is no reason to hold up a click or a frame, and React renders it in slices.
    const see = () => startTransition(() => setSeen({ entry, now: momentOf(entry) }))
    const stopListening = entry.store.subscribe(see)
    const stopListeningBelow = entry.below?.fleet.subscribe(see)
    const leave = enter(entry)
    see()
    return () => {
      stopListening()
      stopListeningBelow?.()
      leave()
    }
  }, [entry])
  return seen.entry === entry ? seen.now : entry && momentOf(entry)
}

function momentOf({ store, below }: OpenExecution): ExecutionAndBelow {
  return { view: store.view, below: below && { ...below.fleet.view, ...below } }
}
