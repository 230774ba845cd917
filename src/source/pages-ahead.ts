import { within } from '../waits/within.ts'
import type { RawPage } from './history-answer.ts'
import { answerLimit } from './no-answer.ts'

/** Both directions of a history, and of another one that is left just now. */
const MOST_UNCLAIMED = 4

interface Ahead {
  readonly page: Promise<RawPage>
  readonly control: AbortController
}

/**
 * Pages that are under way before anybody asks: the next of a chain is sent for as soon as its token is here, while the page
 * before it is still being normalised and handed over. Without it the wire lies idle for that time, once for every page.
 */
export class PagesAhead {
  private readonly pages = new Map<string, Ahead>()

  /** Sends for the page of this name; `ask` ends in time. What nobody claims is dropped once others are sent for. */
  askFor(name: string, ask: (until: AbortSignal) => Promise<RawPage>): void {
    if (this.pages.has(name)) return
    const control = new AbortController()
    const page = ask(control.signal)
    // Told to whom claims it; nobody may.
    page.catch(() => undefined)
    this.pages.set(name, { page, control })
    for (const oldest of [...this.pages.keys()].slice(0, -MOST_UNCLAIMED)) this.drop(oldest)
  }

  /** The page of this name, or its error, once: asked for again it is sent again. Undefined where it was not sent for. */
  claim(name: string, signal: AbortSignal): Promise<RawPage> | undefined {
    const ahead = this.pages.get(name)
    if (ahead === undefined) return undefined
    this.pages.delete(name)
    const { page, control } = ahead
    return within(answerLimit(signal), given => {
      given.addEventListener('abort', () => control.abort(given.reason), { once: true })
      return page
    })
  }

  private drop(name: string): void {
    this.pages.get(name)?.control.abort(new DOMException('Nobody asked for this page.', 'AbortError'))
    this.pages.delete(name)
  }
}
