import { describe, expect, it } from 'vitest'
import { forestOf, withChildren } from '../../forest/grow.ts'
import { globalKey } from '../../forest/keys.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { MOST_PINNED } from '../../state/arranged-view.ts'
import { pinChange } from './pins.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012'
const tree = createTreeBuilder().append(
  eventsOf(`1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=0
  4<3 MapRunStarted mapRunArn=${ARN}:mapRun:Parent/Fan:run`),
)
const run = tree.spanOfEvent(4)?.key ?? -1
const child = {
  ...{ executionArn: `${ARN}:execution:Parent/Fan:item-4`, name: 'item-4', status: 'FAILED' as const },
  ...{ startedAt: 1, stoppedAt: 9, redriveCount: 0, itemCount: undefined },
}
const forest = withChildren(forestOf(tree), globalKey(0, run), [child])
const member = forest.memberOfArn(child.executionArn)?.id ?? 0

describe('pinChange', () => {
  it('pins a row of the execution on the page, and takes it down again', () => {
    expect(pinChange({}, 7, forest)).toEqual({ pin: true, patch: { pinned: [7] } })
    expect(pinChange({ pinned: [7] }, 7, forest)).toEqual({ pin: false, patch: { pinned: undefined } })
  })

  it('pins a row of an execution below by the way there, and takes it down again', () => {
    const key = globalKey(member, 7)
    const { pin, patch } = pinChange({ pinned: [7] }, key, forest)
    expect({ pin, patch }).toEqual({
      pin: true,
      patch: { pinnedBelow: [{ way: `${run.toString(36)}*item-4`, key: 7 }] },
    })
    expect(pinChange({ ...patch, pinned: [7] }, key, forest)).toEqual({ pin: false, patch: { pinnedBelow: undefined } })
  })

  it('has room for so many, wherever they lie', () => {
    const pinned = Array.from({ length: MOST_PINNED - 1 }, (_, at) => at)
    const { patch } = pinChange({ pinned }, globalKey(member, 7), forest)
    const full = { ...patch, pinned }
    expect(pinChange(full, 99, forest)).toEqual({ pin: true, patch: undefined })
    expect(pinChange(full, globalKey(member, 8), forest).patch).toBeUndefined()
    expect(pinChange(full, 0, forest).pin).toBe(false)
  })
})
