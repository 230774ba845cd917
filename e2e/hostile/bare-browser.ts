import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { chromium } from '@playwright/test'
import { browserFlags, findBrowser } from '../browser.mjs'

/**
 * A browser with one page, asked by nothing but `evaluate`. Playwright keeps what a page fetches (hundreds of MB, in the page's own
 * process) to show it later, so memory is measured without it.
 */
export class BareBrowser {
  private readonly child: ChildProcess
  private readonly profile: string
  private readonly answers = new Map<number, (answer: Answer) => void>()
  private readonly events = new EventEmitter()
  private session = ''
  private lastId = 0

  private constructor(child: ChildProcess, profile: string) {
    this.child = child
    this.profile = profile
    let text = ''
    child.stdio[4]?.on('data', chunk => {
      const messages = (text + String(chunk)).split('\0')
      text = messages.pop() ?? ''
      for (const message of messages) this.take(JSON.parse(message))
    })
  }

  static async open(url: string): Promise<BareBrowser> {
    const profile = mkdtempSync(join(tmpdir(), 'sfn-timeline-browser-'))
    const flags = ['--headless', '--no-first-run', '--no-sandbox', '--remote-debugging-pipe', ...browserFlags]
    const child = spawn(
      findBrowser() ?? chromium.executablePath(),
      [...flags, '--window-size=1440,900', `--user-data-dir=${profile}`, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    )
    const browser = new BareBrowser(child, profile)
    const { targetId } = await browser.ask('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await browser.ask('Target.attachToTarget', { targetId, flatten: true })
    browser.session = String(sessionId)
    await browser.ask('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: profile }, '')
    await browser.ask('Page.enable', {})
    const loaded = once(browser.events, 'Page.loadEventFired')
    await browser.ask('Page.navigate', { url })
    await loaded
    return browser
  }

  get downloads(): string {
    return this.profile
  }

  /** The value of an expression in the page, a promise's once it is there. As if a person had clicked: downloads may begin. */
  async evaluate(expression: string): Promise<unknown> {
    const given = { expression, awaitPromise: true, returnByValue: true, userGesture: true }
    const { result, exceptionDetails } = await this.ask('Runtime.evaluate', given)
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails))
    return isRecord(result) ? result['value'] : undefined
  }

  /** Waits until an expression is true: it is looked at with every change of the page. */
  async until(expression: string): Promise<void> {
    await this.evaluate(`new Promise(resolve => {
      const look = () => { if (${expression}) { observer.disconnect(); resolve(true) } }
      const observer = new MutationObserver(look)
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      look()
    })`)
  }

  /** Chooses a file of this machine in the file input that an expression gives. */
  async chooseFile(input: string, path: string): Promise<void> {
    const { result } = await this.ask('Runtime.evaluate', { expression: input })
    const objectId = isRecord(result) ? result['objectId'] : undefined
    await this.ask('DOM.setFileInputFiles', { objectId, files: [path] })
  }

  /** How much memory a page of this browser has taken at most so far, in bytes, as Linux tells. */
  peakBytes(): number {
    return Math.max(...this.renderers().map(pid => Number(field(pid, 'status', /^VmHWM:\s+(\d+) kB/m)) * 1024))
  }

  async close(): Promise<void> {
    const exited = once(this.child, 'exit')
    await this.ask('Browser.close', {}, '')
    await exited
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }

  private renderers(): readonly string[] {
    const all = readdirSync('/proc').filter(name => /^\d+$/.test(name))
    const isBelow = (pid: string): boolean => {
      const parent = field(pid, 'status', /^PPid:\s+(\d+)/m)
      return parent === String(this.child.pid) || (parent !== '0' && parent !== '' && isBelow(parent))
    }
    return all.filter(pid => field(pid, 'cmdline', /--type=(renderer)/) !== '' && isBelow(pid))
  }

  private ask(method: string, params: object, session = this.session): Promise<Record<string, unknown>> {
    const id = ++this.lastId
    const to = session === '' ? {} : { sessionId: session }
    return new Promise((resolve, reject) => {
      this.answers.set(id, ({ result, error }) => {
        if (result === undefined) reject(new Error(`${method}: ${JSON.stringify(error)}`))
        else resolve(result)
      })
      const pipe = this.child.stdio[3] as Writable
      pipe.write(`${JSON.stringify({ id, method, params, ...to })}\0`)
    })
  }

  private take(answer: Answer): void {
    if (answer.method !== undefined) this.events.emit(answer.method)
    this.answers.get(answer.id ?? 0)?.(answer)
    this.answers.delete(answer.id ?? 0)
  }
}

interface Answer {
  readonly id?: number
  readonly method?: string
  readonly result?: Record<string, unknown>
  readonly error?: unknown
}

/** What a file of /proc tells; empty for a process that has ended. */
function field(pid: string, file: string, pattern: RegExp): string {
  try {
    return pattern.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ?? ''
  } catch {
    return ''
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** The progress of this name in the page, as an expression for `until`; null where there is none. */
export const progressbar = (name: string) =>
  `document.querySelector('progress[aria-label="${name}"], [role=progressbar][aria-label="${name}"]')`
