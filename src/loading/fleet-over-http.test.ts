import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Endpoint, startEndpoint } from '../fake-aws/endpoint.ts'
import { globalKey, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { awsCalls } from '../source/aws-calls.ts'
import { awsSource } from '../source/aws-source.ts'
import type { WorkerCalls } from '../source/calls.ts'
import { awsChildSource } from '../source/child-source.ts'
import { fileCalls } from '../source/file-calls.ts'
import { logCalls } from '../source/log-calls.ts'
import { callOver, type Remote, serveOver } from '../source/remote-calls.ts'
import type { SourceRef } from '../source/source.ts'
import { createFleet } from './fleet.ts'
import { DEFAULT_LOAD_SETTINGS } from './load-settings.ts'
import { createQueryClient } from './query-client.ts'
import { realSurroundings } from './surroundings.ts'

/** The real client and the real protocol; only the browser is missing. */

const PARENT = 'arn:aws:states:eu-west-1:123456789012:execution:Parent:p'
const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:Parent/Fan:run'
const child = (n: number) => `arn:aws:states:eu-west-1:123456789012:execution:Parent/Fan:c${n}`
const CHILDREN = 2_500

let endpoint: Endpoint
let calls: Remote<WorkerCalls>
const channel = new MessageChannel()

beforeAll(async () => {
  endpoint = await startEndpoint()
  endpoint.add({
    arn: PARENT,
    events: eventsOf(`
      1<0 ExecutionStarted        2<0 MapStateEntered Fan      3<2 MapStateStarted length=0
      4<3 MapRunStarted mapRunArn=${RUN}    5<4 MapRunFailed error=States.ExceedToleratedFailureThreshold
      6<5 MapStateFailed    7<6 ExecutionFailed error=States.ExceedToleratedFailureThreshold`),
  })
  for (let n = 0; n < CHILDREN; n++) {
    const end = n % 2 === 0 ? 'ExecutionFailed error=Broken' : 'ExecutionSucceeded'
    endpoint.add({
      arn: child(n),
      mapRunArn: RUN,
      events: eventsOf(`1<0 ExecutionStarted @${n}  2<1 ${end} @${n + 5}`),
    })
  }
  serveOver<WorkerCalls>(channel.port1, { ...awsCalls, ...logCalls, ...fileCalls() })
  calls = callOver<WorkerCalls>(channel.port2)
  channel.port1.start()
  channel.port2.start()
})
afterAll(async () => {
  channel.port1.close()
  channel.port2.close()
  await endpoint.close()
})

it('lists the failed children of a Map Run a thousand at a time, and reads one of them', async () => {
  const connection = async () => ({ kind: 'endpoint', endpoint: `${endpoint.url}/` }) as const
  const find = async (ref: SourceRef) => awsSource(ref.kind === 'aws' ? ref.arn : '', calls, connection)
  const fleet = createFleet({
    ref: { kind: 'aws', arn: PARENT },
    finder: { find, findFresh: find, dropCopy: async () => {}, onView: () => {} },
    childSource: awsChildSource(calls, connection),
    client: createQueryClient(),
    surroundings: realSurroundings,
    // Nothing is under way any more when the last promise is settled.
    settings: { ...DEFAULT_LOAD_SETTINGS, asksDefinition: false },
  })
  await fleet.open(0)
  const at = globalKey(0, 8)
  await Promise.all([fleet.describeMapRun(at), fleet.list(at, 'FAILED')])
  const graft = fleet.view.forest.graft(at)
  expect(graft).toMatchObject({ run: { executionCounts: { failed: CHILDREN / 2, total: CHILDREN } } })
  expect(graft?.children.count).toBe(CHILDREN / 2)
  expect(endpoint.log.filter(({ action }) => action === 'ListExecutions').map(({ request }) => request)).toMatchObject([
    { mapRunArn: RUN, statusFilter: 'FAILED', maxResults: 1000 },
    { mapRunArn: RUN, statusFilter: 'FAILED', maxResults: 1000 },
  ])
  const member = fleet.view.forest.memberOfArn(child(4))
  await fleet.open(member?.id ?? 0)
  expect(fleet.view.forest.node(rootKeyOf(member?.id ?? 0))).toMatchObject({ startedAt: 4, endedAt: 9 })
  expect(memberIdOf(member?.at ?? 0)).toBe(0)
  expect(fleet.view.asked).toBe(endpoint.log.length)
  fleet.dispose()
})
