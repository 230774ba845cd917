import { stat } from 'node:fs/promises'
import { expressWords, parseTarget } from '../history/target.ts'
import { unsupportedArn } from '../history/unsupported-target.ts'
import { within } from '../waits/within.ts'
import { diskLimit } from './history-bytes.ts'

/** What is to be explained. */
export type ExplainTarget =
  | { readonly kind: 'execution'; readonly arn: string }
  | { readonly kind: 'mapRun'; readonly arn: string }
  /** Read together; `-` is standard input. */
  | { readonly kind: 'files'; readonly paths: readonly string[] }

/**
 * Understands what a person gave: an ARN, a console link, one of our links, or names of files.
 * @throws Error in words for what cannot be explained.
 */
export async function explainTargetOf(words: readonly string[]): Promise<ExplainTarget> {
  const are = await Promise.all(words.map(async word => word === '-' || (await isFile(word))))
  if (are.every(isOne => isOne)) return { kind: 'files', paths: words }
  const absent = words.find((_, at) => are[at] !== true)
  if (are.some(isOne => isOne)) throw new Error(`${absent}: there is no such file.`)
  // Unquoted, a shell may have split a link; an ARN never holds a blank.
  const given = words.join(' ')
  const target = parseTarget(given)
  switch (target.kind) {
    case 'execution':
    case 'mapRun':
      return { kind: target.kind, arn: target.arn }
    case 'appLink':
      return targetOfLink(target.hash)
    default: {
      const { message, whatToDo } =
        target.kind === 'stateMachine'
          ? unsupportedArn(target)
          : target.kind === 'express'
            ? expressWords(target)
            : target
      throw new Error(looksLikePath(given) ? `${given}: there is no such file.` : `${message} ${whatToDo}`)
    }
  }
}

/** The path of our own links: `#/executions/<ARN>?…`, `#/mapRuns/<ARN>`. Files and samples are not where a link is. */
function targetOfLink(hash: string): ExplainTarget {
  const [, place, name] = /^#\/([a-zA-Z]+)\/([^?]*)/.exec(hash) ?? []
  const arn = decode(name ?? '')
  if (place === 'executions' || place === 'mapRuns') {
    const target = parseTarget(arn)
    if (target.kind === 'execution' || target.kind === 'mapRun') return { kind: target.kind, arn: target.arn }
  }
  throw new Error('This link names a file or sample, which it does not hold: give the file itself.')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function looksLikePath(text: string): boolean {
  return !/arn(?::|%3a)|https?:/i.test(text)
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await within(diskLimit(path), () => stat(path))).isFile()
  } catch {
    return false
  }
}
