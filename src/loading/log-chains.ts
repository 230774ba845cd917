import type { LogRequest } from '../source/calls.ts'
import { SourceError } from '../source/source.ts'

/** One question about a log group, answered in pages. */
export interface LogQuestion extends Omit<LogRequest, 'token'> {
  readonly groupArn: string
}

interface Chain {
  token: string | undefined
  isOver: boolean
  readonly tokens: Set<string>
  emptyPages: number
}

/** Pages in a row without a line: AWS searches a large group so, but not for ever. */
const MOST_EMPTY_PAGES = 200

/** A page of what was asked for. */
interface PageOf<Line> {
  readonly lines: readonly Line[]
  readonly nextToken?: string
}

export interface LogChainsParts<Line> {
  /** Asks for a page, patiently. */
  readonly ask: (question: LogQuestion, token: string | undefined, signal: AbortSignal) => Promise<PageOf<Line>>
  readonly onLines: (lines: readonly Line[], look: number) => void
}

/** Questions to a log and how far each has been answered: what failed goes on where it stopped, what is over is not asked again. */
export interface LogChains {
  /**
   * Reads a question to its end. `look`: the same question counts as another when the log is looked at again.
   * @throws what `ask` throws; SourceError where pages lead in a circle or nowhere.
   */
  readonly read: (question: LogQuestion, look: number, signal: AbortSignal) => Promise<void>
}

export function createLogChains<Line>({ ask, onLines }: LogChainsParts<Line>): LogChains {
  const chains = new Map<string, Chain>()

  function chainOf(question: LogQuestion, look: number): Chain {
    const key = JSON.stringify([look, question])
    const known = chains.get(key) ?? { token: undefined, isOver: false, tokens: new Set<string>(), emptyPages: 0 }
    chains.set(key, known)
    return known
  }

  async function next(chain: Chain, question: LogQuestion, signal: AbortSignal): Promise<PageOf<Line>> {
    try {
      return await ask(question, chain.token, signal)
    } catch (error) {
      // A token lasts a day; one that leads nowhere any more would for ever: from the first page on, then.
      if (error instanceof SourceError && error.code === 'InvalidParameterException') {
        chain.token = undefined
        chain.tokens.clear()
      }
      throw error
    }
  }

  return {
    read: async (question, look, signal) => {
      const chain = chainOf(question, look)
      while (!chain.isOver) {
        const page = await next(chain, question, signal)
        onLines(page.lines, look)
        chain.emptyPages = page.lines.length === 0 ? chain.emptyPages + 1 : 0
        chain.token = page.nextToken
        chain.isOver = page.nextToken === undefined
        if (page.nextToken === undefined) return
        const isCircle = chain.tokens.has(page.nextToken)
        chain.tokens.add(page.nextToken)
        if (isCircle || chain.emptyPages > MOST_EMPTY_PAGES) throw leadsNowhere(isCircle)
      }
    },
  }
}

function leadsNowhere(isCircle: boolean): SourceError {
  return new SourceError('RepeatedToken', 'The pages of the log lead nowhere.', {
    why: isCircle ? 'A page names one already read as the next.' : `${MOST_EMPTY_PAGES} pages in a row were empty.`,
    whatToDo: 'Look at the log group in the console.',
  })
}
