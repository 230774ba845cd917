import type { SourceFinder } from '../loading/execution-store.ts'
import { createKeptCopies } from '../loading/kept-copies.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { awsSource } from '../source/aws-source.ts'
import { fileMissing, fileSource } from '../source/file-source.ts'
import { type AnySource, awsLogSource } from '../source/log-source.ts'
import { sampleSource } from '../source/sample-source.ts'
import type { SourceRef } from '../source/source.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { historyCache } from './browser-cache.ts'
import { awsConnection } from './connection.ts'
import { reopenKept } from './open-history-files.ts'
import { rememberView } from './remember-view.ts'
import { pageBase } from './url.ts'

const keptCopies = createKeptCopies(historyCache, realSurroundings)

/** Where histories come from in the browser: this machine's kept copies, files, samples, AWS. */
export const browserSources: SourceFinder = {
  find: async ref => {
    if (ref.kind === 'aws') return (await keptCopies.find(ref.arn)) ?? sourceOf(ref)
    if (ref.kind === 'file') await reopenKept(ref.hash)
    return sourceOf(ref)
  },
  findFresh: async ref => sourceOf(ref),
  dropCopy: async ref => {
    if (ref.kind === 'aws') await keptCopies.drop(ref.arn)
  },
  onView: rememberView,
}

function sourceOf(ref: SourceRef): AnySource {
  switch (ref.kind) {
    case 'aws':
      return awsLogSource(ref, workerCalls, awsConnection) ?? awsSource(ref.arn, workerCalls, awsConnection)
    case 'sample':
      return sampleSource(ref.name, pageBase(), workerCalls)
    case 'file': {
      const source = fileSource(ref, workerCalls)
      if (!source) throw fileMissing(ref)
      return source
    }
  }
}
