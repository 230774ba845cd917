import { workerData } from 'node:worker_threads'
import { awsCalls } from '../../../src/source/aws-calls.ts'
import type { AwsCalls } from '../../../src/source/calls.ts'
import { serveOver } from '../../../src/source/remote-calls.ts'
import { type DecodingThreadData, portOver } from './threads.ts'

const { port }: DecodingThreadData = workerData
serveOver<AwsCalls>(portOver(port), awsCalls)
