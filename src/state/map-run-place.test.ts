import { expect, it } from 'vitest'
import type { ExecutionView } from '../loading/execution-view.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { SourceError } from '../source/source.ts'
import { mapRunPlace } from './map-run-place.ts'
import { decodeRows } from './rows-code.ts'
import { decodeLink } from './view-link-codec.ts'

const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:Parent/Fan:run'
const PARENT = 'arn:aws:states:eu-west-1:123456789012:execution:Parent:p'
const drawing = `1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=0
  4<3 MapRunStarted mapRunArn=${RUN}`
const tree = createTreeBuilder().append(eventsOf(drawing))

function viewOf(tree: ExecutionTree | undefined, phase: ExecutionView['progress']['phase'], error?: SourceError) {
  const progress = { phase, loaded: [], loadedEvents: 0, totalEvents: undefined, payloadShare: 1, requests: 1 }
  const nothing = () => {}
  const acts = { pause: nothing, resume: nothing, retry: nothing, refresh: nothing, loadUntil: nothing }
  const known = { live: true, summary: undefined, definition: undefined, error }
  return {
    ref: { kind: 'aws', arn: PARENT },
    tree,
    progress: { ...progress, nextPollAt: undefined },
    ...known,
    ...acts,
  } as const
}

it('is selected on its parent’s timeline, with the rows down to its children open', () => {
  const place = mapRunPlace(viewOf(tree, 'loading'), RUN)
  const route = place.kind === 'here' ? decodeLink(place.href) : undefined
  expect(route).toMatchObject({ kind: 'execution', link: { ref: { kind: 'aws', arn: PARENT }, event: 4 } })
  const rows = route?.kind === 'execution' ? decodeRows(route.link.rows) : undefined
  const [fan, run] = [tree.spanOfEvent(2)?.key, tree.spanOfEvent(4)?.key]
  expect([...(rows?.byHand ?? [])]).toEqual([
    [fan, true],
    [run, true],
  ])
})

it('is waited for while its parent is read, and nowhere where that cannot be read or does not hold it', () => {
  expect(mapRunPlace(viewOf(undefined, 'starting'), RUN)).toEqual({ kind: 'reading' })
  expect(mapRunPlace(viewOf(tree, 'loading'), `${RUN}2`)).toEqual({ kind: 'reading' })
  expect(mapRunPlace(viewOf(tree, 'complete'), `${RUN}2`)).toMatchObject({ kind: 'nowhere' })
  const refused = new SourceError('AccessDenied', 'not allowed')
  expect(mapRunPlace(viewOf(undefined, 'failed', refused), RUN)).toEqual({ kind: 'nowhere', why: 'not allowed' })
  // It will be tried again.
  expect(mapRunPlace(viewOf(undefined, 'loading', refused), RUN)).toEqual({ kind: 'reading' })
})
