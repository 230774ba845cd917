import { useQuery } from '@tanstack/react-query'
import { type WayUp, wayUp } from '../forest/way-up.ts'
import type { ExecutionView } from '../loading/execution-view.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { awsConnection } from './connection.ts'
import { encodeLink } from './view-link-codec.ts'
import { encodeWay } from './way-code.ts'

/** The execution that started the one on the page. */
export interface Parent {
  readonly arn: string
  /** Who says so. */
  readonly told: WayUp['kind']
  /** Leads there, to where the one on the page hangs. */
  readonly href: string
}

/** Undefined where nothing tells of a parent, and as long as it is not known whose Map Run it is. */
export function useParent({ ref, live, summary, tree }: ExecutionView): Parent | undefined {
  const up = wayUp(summary, tree)
  const mapRunArn = up?.kind === 'mapRun' ? up.arn : undefined
  const run = useQuery({
    queryKey: ['mapRun', mapRunArn],
    queryFn: async ({ signal }) =>
      workerCalls('describeMapRun', { connection: await awsConnection(), arn: mapRunArn ?? '' }, signal),
    // Of a file, AWS is not asked.
    enabled: mapRunArn !== undefined && live,
  })
  if (up === undefined) return undefined
  const arn = up.kind === 'mapRun' ? run.data?.executionArn : up.arn
  const own = summary?.executionArn ?? (ref.kind === 'aws' ? ref.arn : undefined)
  if (arn === undefined || arn === own) return undefined
  const step = up.kind === 'mapRun' ? { at: up.arn, name: summary?.name ?? '' } : { at: own ?? '' }
  const within = own === undefined ? {} : { within: encodeWay([step]) }
  return { arn, told: up.kind, href: encodeLink({ ref: { kind: 'aws', arn }, ...within }) }
}
