import { SourceError } from '../source/source.ts'

/** A list that comes in pages, each naming the next. */
export interface Pages<Page> {
  /** Whether there are no more. */
  readonly isWhole: boolean
  /**
   * Reads page after page while `onPage` says so. After a failure the page that failed is the next one; where its token leads
   * nowhere any more, the first.
   * @throws what `ask` throws; the error of `circle` when a page names one already read as the next.
   */
  readonly read: (onPage: (page: Page) => boolean, signal: AbortSignal) => Promise<void>
}

interface PagesParts<Page> {
  readonly ask: (token: string | undefined, signal: AbortSignal) => Promise<Page>
  readonly circle: () => SourceError
  /** More lead nowhere. */
  readonly mostPages?: number
}

/** The one way through pages of AWS's lists: a token that comes twice ends it. */
export function createPages<Page extends { readonly nextToken?: string }>(parts: PagesParts<Page>): Pages<Page> {
  const { ask, circle, mostPages = Infinity } = parts
  const tokens = new Set<string>()
  let token: string | undefined
  let isWhole = false

  function startAnew(): void {
    tokens.clear()
    token = undefined
  }

  async function next(signal: AbortSignal): Promise<Page> {
    try {
      return await ask(token, signal)
    } catch (error) {
      if (error instanceof SourceError && error.code === 'InvalidToken') startAnew()
      throw error
    }
  }

  return {
    get isWhole() {
      return isWhole
    },
    async read(onPage, signal) {
      while (!isWhole) {
        const page = await next(signal)
        const goesOn = onPage(page)
        token = page.nextToken
        isWhole = token === undefined
        if (token !== undefined && (tokens.has(token) || tokens.size >= mostPages)) {
          startAnew()
          throw circle()
        }
        if (token !== undefined) tokens.add(token)
        if (!goesOn) return
      }
    },
  }
}
