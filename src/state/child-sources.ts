import type { SourceFinder } from '../loading/execution-store.ts'
import { awsChildSource, type ChildSource } from '../source/child-source.ts'
import { fileChildren } from '../source/file-children.ts'
import { isFileForest } from '../source/file-source.ts'
import type { SampleChildren } from '../source/sample-children.ts'
import type { SourceRef } from '../source/source.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { within } from '../waits/within.ts'
import { awsConnection } from './connection.ts'
import { browserSources } from './find-source.ts'
import { pageBase } from './url.ts'

/** Where the executions below another come from. */
export interface ChildSources {
  readonly finder: SourceFinder
  readonly childSource: ChildSource
}

/** Where the executions come from that the one of `ref` started; undefined for files that hold no others. */
export function childSourcesOf(ref: SourceRef): ChildSources | undefined {
  switch (ref.kind) {
    case 'aws':
      return { finder: unlisted(browserSources), childSource: awsChildSource(workerCalls, awsConnection) }
    case 'sample': {
      const children = lateSampleChildren(ref.name)
      const find: SourceFinder['find'] = async wanted =>
        wanted.kind === 'aws' ? (await children()).source(wanted.arn) : browserSources.find(wanted)
      const childSource: ChildSource = {
        describeMapRun: async (arn, signal) => (await children()).describeMapRun(arn, signal),
        listChildren: async (request, signal) => (await children()).listChildren(request, signal),
      }
      return { finder: unlisted({ ...browserSources, find, findFresh: find }), childSource }
    }
    case 'file': {
      if (!isFileForest(ref.hash)) return undefined
      const children = fileChildren(ref.hash, workerCalls)
      const find: SourceFinder['find'] = async wanted =>
        wanted.kind === 'aws' ? children.source(wanted.arn, new AbortController().signal) : browserSources.find(wanted)
      return { finder: unlisted({ ...browserSources, find, findFresh: find }), childSource: children }
    }
  }
}

/** For code: it comes from where the page did. */
const CODE_MS = 30_000
const tooLate = () => new Error('A part of this page did not load. Reload the page.')

const untimedSampleChildren = () => import('../source/sample-children.ts')

/** What a sample tells of executions below it; the code comes with the first wish for one. A failure is not kept. */
function lateSampleChildren(name: string): () => Promise<SampleChildren> {
  let children: SampleChildren | undefined
  return async () => {
    const { sampleChildren } = await within({ ms: CODE_MS, tooLate }, untimedSampleChildren)
    // All that is asked for of one sample is read from one file, fetched once.
    children ??= sampleChildren(name, pageBase(), workerCalls)
    return children
  }
}

/** What was looked into from another execution was not opened: it is not among the recent ones. */
export function unlisted(finder: SourceFinder): SourceFinder {
  return { ...finder, onView: () => {} }
}
