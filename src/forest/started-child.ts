import { parseStatesArn } from '../history/states-arn.ts'
import type { ListedChild } from './child-list.ts'
import type { Graft } from './forest.ts'

/** An execution that a task started, as far as its parent tells: that it is. */
export function startedChildOf({ arn }: Extract<Graft, { kind: 'nested' }>): ListedChild {
  const parsed = parseStatesArn(arn)
  const name = parsed?.kind === 'execution' || parsed?.kind === 'express' ? parsed.executionName : arn
  return unlistedChild(arn, name)
}

/** An execution of which nothing is known but that it is. */
export function unlistedChild(arn: string, name: string): ListedChild {
  const unknown = { status: undefined, startedAt: undefined, stoppedAt: undefined, itemCount: undefined }
  return { executionArn: arn, name, redriveCount: 0, ...unknown }
}
