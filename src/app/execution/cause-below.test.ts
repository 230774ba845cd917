import { expect, it } from 'vitest'
import type { Forest } from '../../forest/forest.ts'
import { forestOf, withChange, withChildren, withListed } from '../../forest/grow.ts'
import { globalKey } from '../../forest/keys.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { mayLieDeeper, storyBelow } from './cause-below.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012'
const treeOf = (text: string) => createTreeBuilder().append(eventsOf(text))

const FAN_OUT = treeOf(`
  1<0 ExecutionStarted        2<0 MapStateEntered Fan      3<2 MapStateStarted length=0
  4<3 MapRunStarted mapRunArn=${ARN}:mapRun:Parent/Fan:run
  5<4 MapRunFailed error=States.ExceedToleratedFailureThreshold
  6<5 MapStateFailed    7<6 ExecutionFailed error=States.ExceedToleratedFailureThreshold`)
/** The Map Run's span. */
const RUN = globalKey(0, 8)
const CHILD = treeOf(`
  1<0 ExecutionStarted  2<0 TaskStateEntered Render  3<2 TaskScheduled  4<3 TaskFailed error=BadPage
  5<4 ExecutionFailed error=BadPage`)

function withFailedChildren(): Forest {
  const child = (name: string, stoppedAt: number) => ({
    ...{ executionArn: `${ARN}:execution:Parent/Fan:${name}`, name, status: 'FAILED' as const },
    ...{ startedAt: 1, stoppedAt, redriveCount: 0, itemCount: undefined },
  })
  const listed = withChildren(forestOf(FAN_OUT), RUN, [child('late', 9), child('first', 4)])
  return withListed(withListed(listed, RUN, 'FAILED'), RUN, 'TIMED_OUT')
}

it('says nothing of executions below while none is read', () => {
  expect(storyBelow(forestOf(FAN_OUT))).toBeUndefined()
  expect(mayLieDeeper(forestOf(FAN_OUT))).toBe(true)
  expect(storyBelow(withFailedChildren())).toBeUndefined()
})

it('names the child of a Map Run that failed first, once it is read', () => {
  const forest = withFailedChildren()
  const first = forest.memberOfArn(`${ARN}:execution:Parent/Fan:first`)?.id ?? 0
  const read = withChange(forest, first, { tree: CHILD, state: { kind: 'read' } })
  expect(storyBelow(read)).toMatchObject({
    ...{ what: 'Render failed in child first of Fan', error: 'BadPage', eventId: 4, member: first },
  })
  expect(mayLieDeeper(read)).toBe(false)
})
