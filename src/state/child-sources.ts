import type { SourceFinder } from '../loading/execution-store.ts'
import { awsChildSource, type ChildSource } from '../source/child-source.ts'
import { fileChildren } from '../source/file-children.ts'
import { isFileForest } from '../source/file-source.ts'
import { sampleChildren } from '../source/sample-children.ts'
import type { SourceRef } from '../source/source.ts'
import { workerCalls } from '../source/worker-calls.ts'
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
      const children = sampleChildren(ref.name, pageBase(), workerCalls)
      const find: SourceFinder['find'] = async wanted =>
        wanted.kind === 'aws' ? children.source(wanted.arn) : browserSources.find(wanted)
      return { finder: unlisted({ ...browserSources, find, findFresh: find }), childSource: children }
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

/** What was looked into from another execution was not opened: it is not among the recent ones. */
export function unlisted(finder: SourceFinder): SourceFinder {
  return { ...finder, onView: () => {} }
}
